package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelayTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "' 7 ', 7", "60, 60", "61, 60", "999999999, 60"})
  void httpSeconds_areObeyedUpToAMinute(String header, long seconds) {
    assertThat(RetryDelay.ofHttp(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "'Fri, 2 Jan 2026 03:04:10 GMT', 5",
    "'Fri, 2 Jan 2026 03:04:00 GMT', 0",
    "'Fri, 2 Jan 2026 23:00:00 GMT', 60"
  })
  void httpDate_isHowLongItIsUntilThen(String header, long seconds) {
    assertThat(RetryDelay.ofHttp(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "9999999999", "2026-01-02T03:04:10Z"})
  void otherHeaders_askForNothing(String header) {
    assertThat(RetryDelay.ofHttp(header, NOW)).isNull();
  }

  @Test
  void retryInfo_isFoundBehindOtherDetails() {
    Status status =
        Status.newBuilder()
            .addDetails(Any.pack(com.google.rpc.DebugInfo.getDefaultInstance()))
            .addDetails(Any.pack(retryAfter(2, 500_000_000)))
            .build();
    assertThat(RetryDelay.ofGrpc(null, encoded(status))).isEqualTo(Duration.ofMillis(2_500));
  }

  @Test
  void retryInfo_needsNoPadding() {
    String padded = encoded(Status.newBuilder().addDetails(Any.pack(retryAfter(3, 0))).build());
    assertThat(padded).endsWith("=");
    assertThat(RetryDelay.ofGrpc(null, padded.replace("=", ""))).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void retryInfo_isObeyedUpToAMinute() {
    Status status = Status.newBuilder().addDetails(Any.pack(retryAfter(86_400, 0))).build();
    assertThat(RetryDelay.ofGrpc(null, encoded(status))).isEqualTo(RetryDelay.LONGEST);
  }

  @Test
  void pushback_comesFirst() {
    String details = encoded(Status.newBuilder().addDetails(Any.pack(retryAfter(9, 0))).build());
    assertThat(RetryDelay.ofGrpc("1500", details)).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void statusWithoutRetryInfo_asksForNothing() {
    assertThat(RetryDelay.ofGrpc(null, encoded(Status.getDefaultInstance()))).isNull();
    assertThat(RetryDelay.ofGrpc(null, "not base64!")).isNull();
    assertThat(RetryDelay.ofGrpc(null, null)).isNull();
  }

  private static RetryInfo retryAfter(long seconds, int nanos) {
    return RetryInfo.newBuilder()
        .setRetryDelay(
            com.google.protobuf.Duration.newBuilder().setSeconds(seconds).setNanos(nanos))
        .build();
  }

  private static String encoded(Status status) {
    return Base64.getEncoder().encodeToString(status.toByteArray());
  }
}
