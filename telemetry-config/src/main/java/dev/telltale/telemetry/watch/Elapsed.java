package dev.telltale.telemetry.watch;

import java.time.Duration;
import java.util.Locale;

/** Writes a duration as a person would say it. */
public final class Elapsed {
  private Elapsed() {}

  /** {@code 0.4 s}, {@code 41 s}, {@code 12 min}, {@code 5 h}. */
  public static String words(Duration elapsed) {
    long seconds = elapsed.toSeconds();
    if (seconds < 10) {
      String tenths = String.format(Locale.ROOT, "%.1f s", elapsed.toMillis() / 1e3);
      return tenths.replace(".0 s", " s");
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? elapsed.toMinutes() + " min" : elapsed.toHours() + " h";
  }
}
