package dev.telltale.collector;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Asks a program of unknown kind for its version, and does not wait for one that starts to do
 * something else.
 */
final class VersionQuestion {
  private static final int ANSWER_BYTES = 4096;
  private static final long ANSWER_SECONDS = 20; // of a machine with much else to do

  private VersionQuestion() {}

  /** What {@code program --version} printed; empty when it did not answer. */
  static String ask(Path program) {
    try {
      Process process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      // Versions are shorter than a pipe's buffer, so the program ends before anybody reads.
      if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      try (InputStream answer = process.getInputStream()) {
        return new String(answer.readNBytes(ANSWER_BYTES), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return ""; // not a program this machine can run: to the caller the same as one that does not
      // answer
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
