package dev.telltale.telemetry.logs;

import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.Reason;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * A file of lines that is renamed and begun anew before it is too large, or when somebody else
 * renamed or deleted it. Where that does not work it goes on with the file it has, so that no line
 * is lost for it. For use by one thread at a time.
 */
final class RotatingFile implements Closeable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Path path;
  private final FileLimits limits;
  private final Backoff backoff;
  private final RotatedFiles rotated;
  private final List<News> news = new ArrayList<>();

  private @Nullable LineFile file;
  private long lookedAtNanos;
  private long nextTurnNanos;
  private int failedTurns;
  private boolean renamed;
  private boolean wasOpen;
  private long deleted;

  /** Something that is said once, in a log line. */
  record News(Level level, String words) {}

  RotatingFile(Path path, FileLimits limits, Backoff backoff, InstantSource clock) {
    this.path = path;
    this.limits = limits;
    this.backoff = backoff;
    this.rotated = new RotatedFiles(path, clock);
  }

  boolean isOpen() {
    return file != null;
  }

  /** Whether it ever was: then it is no mistake in its name that it can't be written now. */
  boolean wasOpen() {
    return wasOpen;
  }

  /** Opens it, unless it is open. */
  void open() throws IOException {
    if (file == null) {
      became(LineFile.open(path));
      deleteOldest();
    }
  }

  /** The line is in the file when this returns, whole; or not at all, and the file is closed. */
  void append(ByteArrayOutputStream line) throws IOException {
    open();
    if (isTurnDue(current(), line.size())) {
      turn();
    }
    try {
      current().append(line);
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    }
  }

  /** What there is to say since the last call. */
  List<News> news() {
    List<News> said = List.copyOf(news);
    news.clear();
    return said;
  }

  private LineFile current() {
    if (file == null) {
      throw new IllegalStateException(path + ": expected an open file");
    }
    return file;
  }

  private boolean isTurnDue(LineFile open, int length) {
    if (!open.isRegular()) {
      return false;
    }
    boolean due = open.size() > 0 && open.size() + length > limits.file();
    long now = System.nanoTime();
    if (now - lookedAtNanos > BETWEEN_LOOKS.toNanos()) {
      lookedAtNanos = now;
      due |= !open.isInPlace();
    }
    return due && (failedTurns == 0 || now - nextTurnNanos >= 0);
  }

  private void turn() {
    LineFile old = current();
    try {
      boolean inPlace = old.isInPlace();
      if (inPlace) {
        rotated.rotate();
        renamed = true;
      }
      became(LineFile.open(path));
      if (!renamed) {
        say(Level.INFO, "was renamed or deleted by somebody else; begun anew");
      } else if (failedTurns > 0) {
        say(Level.INFO, "begun anew after " + (failedTurns + 1) + " attempts");
      }
      renamed = false;
      failedTurns = 0;
      close(old);
      deleteOldest();
    } catch (IOException e) {
      if (failedTurns == 0) {
        String what = renamed ? "not begun anew" : "not renamed";
        say(Level.WARN, what + ": " + Reason.of(e) + "; retrying, lines go on into the old file");
      }
      nextTurnNanos = System.nanoTime() + backoff.after(failedTurns++).toNanos();
    }
  }

  private void became(LineFile open) {
    file = open;
    wasOpen = true;
    lookedAtNanos = System.nanoTime();
    if (open.cutOff() > 0) {
      String bytes = Reason.number(open.cutOff());
      say(Level.INFO, "cut off half a line of " + bytes + " bytes: its statement never returned");
    }
  }

  private void deleteOldest() {
    try {
      for (RotatedFiles.Rotated old : rotated.above(limits.rotated())) {
        Files.deleteIfExists(old.path());
        deleted++;
        say(
            Level.INFO,
            "deleted %s (%s bytes), the %s. since the start: all files together may have %s bytes;"
                    .formatted(
                        old.path().getFileName(),
                        Reason.number(old.bytes()),
                        Reason.number(deleted),
                        Reason.number(limits.total()))
                + " whether it was read before is not known here");
      }
    } catch (IOException e) {
      say(Level.WARN, "the oldest rotated files were not deleted: " + Reason.of(e));
    }
  }

  private void say(Level level, String words) {
    news.add(new News(level, words));
  }

  private void closeAfter(IOException problem) {
    try {
      close();
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
  }

  private void close(LineFile old) {
    try {
      old.close();
    } catch (IOException e) {
      say(Level.WARN, "the file before was not closed: " + Reason.of(e));
    }
  }

  @Override
  public void close() throws IOException {
    LineFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
