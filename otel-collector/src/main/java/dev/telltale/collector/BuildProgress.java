package dev.telltale.collector;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Turns what the Go compiler prints into a line now and then: how far it is and how long it may
 * still take.
 */
final class BuildProgress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = Duration.ofSeconds(10).toNanos();

  private final String name;
  private final Consumer<String> out;
  private final LongSupplier nanoTime;
  private final long started;

  private int downloads;
  private int packages;
  private int compiled;
  private long firstCompiled;
  private long lastLine;

  BuildProgress(String name, Consumer<String> out) {
    this(name, out, System::nanoTime);
  }

  BuildProgress(String name, Consumer<String> out, LongSupplier nanoTime) {
    this.name = name;
    this.out = out;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.lastLine = started;
  }

  /**
   * A line of {@code go list}: a module that is downloaded, or a package that goes into the
   * program.
   */
  void listed(String line) {
    if (line.startsWith("go: downloading")) {
      downloads++;
      say(String.format(Locale.ROOT, "%s: %,d modules downloaded", name, downloads));
    } else {
      packages++;
    }
  }

  /**
   * A line of {@code go build -v}: a package that is being compiled. Packages of earlier builds are
   * not printed.
   */
  void compiled(String line) {
    if (line.startsWith("go: downloading")) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (compiled == 0) {
      firstCompiled = now;
    }
    compiled++;
    long seconds = Duration.ofNanos(now - firstCompiled).toSeconds();
    long left = Math.max(0, packages - compiled) * seconds / compiled;
    say(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d packages compiled, at most %d s to go",
            name,
            compiled,
            packages,
            left));
  }

  private void say(String line) {
    long now = nanoTime.getAsLong();
    if (now - lastLine >= LINE_EVERY_NANOS) {
      lastLine = now;
      out.accept(line);
    }
  }

  @Override
  public void close() {
    long seconds = Duration.ofNanos(nanoTime.getAsLong() - started).toSeconds();
    out.accept(String.format(Locale.ROOT, "%s: %,d packages, %d s", name, packages, seconds));
  }
}
