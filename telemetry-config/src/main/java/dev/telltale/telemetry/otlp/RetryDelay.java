package dev.telltale.telemetry.otlp;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How long a collector asks to be left alone. Null when it does not, or in no way we know. */
final class RetryDelay {
  /** Nobody is obeyed for longer: one wrong header must not stop a signal for a day. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

  private RetryDelay() {}

  /** {@code Retry-After}: seconds, or a date. */
  static @Nullable Duration ofHttp(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    try {
      if (text.matches("\\d{1,9}")) {
        return bounded(Duration.ofSeconds(Long.parseLong(text)));
      }
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return bounded(Duration.between(now, date.toInstant()));
    } catch (DateTimeParseException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * @param pushback {@code grpc-retry-pushback-ms}
   * @param details {@code grpc-status-details-bin}, where OTLP puts its {@code RetryInfo}
   */
  static @Nullable Duration ofGrpc(@Nullable String pushback, @Nullable String details) {
    if (pushback != null && pushback.strip().matches("\\d{1,12}")) {
      return bounded(Duration.ofMillis(Long.parseLong(pushback.strip())));
    }
    if (details == null) {
      return null;
    }
    try {
      return ofStatus(new ProtoFields(Base64.getDecoder().decode(details.strip())));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@code google.rpc.Status { details = 3 }}, each a {@code google.protobuf.Any}. */
  private static @Nullable Duration ofStatus(ProtoFields status) {
    while (status.next()) {
      if (status.isBytes(3)) {
        Duration delay = ofAny(new ProtoFields(status.bytes()));
        if (delay != null) {
          return delay;
        }
      }
    }
    return null;
  }

  private static @Nullable Duration ofAny(ProtoFields any) {
    String type = "";
    byte[] value = new byte[0];
    while (any.next()) {
      if (any.isBytes(1)) {
        type = any.text();
      } else if (any.isBytes(2)) {
        value = any.bytes();
      }
    }
    if (!type.equals(RETRY_INFO)) {
      return null;
    }
    ProtoFields info = new ProtoFields(value);
    while (info.next()) {
      if (info.isBytes(1)) {
        return ofDuration(new ProtoFields(info.bytes()));
      }
    }
    return null;
  }

  private static Duration ofDuration(ProtoFields duration) {
    long seconds = 0;
    long nanos = 0;
    while (duration.next()) {
      if (duration.isNumber(1)) {
        seconds = duration.number();
      } else if (duration.isNumber(2)) {
        nanos = duration.number();
      }
    }
    long whole = Math.max(0, Math.min(seconds, LONGEST.toSeconds()));
    return bounded(Duration.ofSeconds(whole, Math.max(0, Math.min(nanos, 999_999_999))));
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
  }
}
