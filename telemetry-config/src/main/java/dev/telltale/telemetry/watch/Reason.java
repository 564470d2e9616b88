package dev.telltale.telemetry.watch;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;

/** Says in one line what stands behind an exception. */
public final class Reason {
  private static final int LONGEST = 300;
  private static final int DEEPEST = 20; // causes can go in circles

  private Reason() {}

  /** The message of the innermost cause, or the words for it where it has none of its own. */
  public static String of(Throwable thrown) {
    Throwable root = thrown;
    for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return oneLine(words(root));
  }

  private static String words(Throwable root) {
    String message = root.getMessage();
    if (root instanceof UnknownHostException) {
      return "unknown host " + message;
    }
    if (root instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    if (root instanceof NoSuchFileException) {
      return "no such file";
    }
    if (root instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (root instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (root instanceof FileSystemException file) { // whose message is the file, at first
      return Objects.requireNonNullElse(file.getReason(), root.getClass().getSimpleName());
    }
    if (message == null || message.isBlank()) {
      return root.getClass().getSimpleName();
    }
    return message;
  }

  /** {@code text} without line breaks or other control characters, and not longer than a line. */
  public static String oneLine(String text) {
    // Also those that turn the direction of what follows, and halves of characters.
    String clean = text.replaceAll("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").strip();
    return clean.codePointCount(0, clean.length()) <= LONGEST
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** {@code 1,204}, in the same way on every machine. */
  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
