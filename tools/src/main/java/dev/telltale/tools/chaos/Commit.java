package dev.telltale.tools.chaos;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which commit is tested. */
final class Commit {
  private Commit() {}

  /**
   * The short hash of the checkout, with a plus sign when files differ from it; "unknown" without
   * git.
   */
  static String of(Path checkout) throws InterruptedIOException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--exclude=*")
              .directory(checkout.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String hash = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? hash : "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("git: interrupted");
    } catch (IOException e) {
      return "unknown"; // no git here: a release without its history
    }
  }
}
