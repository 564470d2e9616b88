package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.fuzz.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** However a collector asks to be left alone, it is for a minute at most, or not at all. */
public final class RetryDelayFuzz {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

  private RetryDelayFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    check(RetryDelay.ofHttp(text, NOW));
    check(RetryDelay.ofGrpc(text, text));
    check(RetryDelay.ofGrpc(null, Base64.getEncoder().encodeToString(input)));
  }

  private static void check(@Nullable Duration delay) {
    if (delay != null) {
      Readable.check(
          !delay.isNegative() && delay.compareTo(RetryDelay.LONGEST) <= 0, delay.toString());
    }
  }
}
