package dev.telltale.telemetry.logs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The times of log lines, {@code 2026-11-21T09:31:02.123456789Z}: of fixed width, so that lines
 * also sort as text. All of a second are put together from what was made of its first. Safe for use
 * by many threads.
 */
final class Timestamps {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
  private static final int DIGITS = 9;

  private volatile @Nullable Second latest;

  /** What all times of one second begin with. */
  private record Second(long epochSecond, byte[] text) {}

  /** As ASCII. */
  byte[] of(Instant at) {
    byte[] second = second(at.getEpochSecond()).text();
    byte[] text = new byte[second.length + DIGITS + 1];
    System.arraycopy(second, 0, text, 0, second.length);
    int nanos = at.getNano();
    for (int i = second.length + DIGITS - 1; i >= second.length; i--) {
      text[i] = (byte) ('0' + nanos % 10);
      nanos /= 10;
    }
    text[text.length - 1] = 'Z';
    return text;
  }

  private Second second(long epochSecond) {
    Second second = latest;
    if (second == null || second.epochSecond() != epochSecond) {
      String text = TO_THE_SECOND.format(Instant.ofEpochSecond(epochSecond));
      second = new Second(epochSecond, text.getBytes(StandardCharsets.US_ASCII));
      latest = second;
    }
    return second;
  }
}
