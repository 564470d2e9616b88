package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialSuccessTest {
  private static final byte[] REJECTED =
      ExportTraceServiceResponse.newBuilder()
          .setPartialSuccess(
              ExportTracePartialSuccess.newBuilder()
                  .setRejectedSpans(1_000_000_007L)
                  .setErrorMessage("no room"))
          .build()
          .toByteArray();

  @Test
  void rejectedSpansAndMessage() {
    assertThat(PartialSuccess.parse(REJECTED))
        .isEqualTo(new PartialSuccess(1_000_000_007L, "no room"));
  }

  @Test
  void emptyBody_rejectsNothing() {
    assertThat(PartialSuccess.parse(new byte[0])).isEqualTo(new PartialSuccess(0, ""));
  }

  @Test
  void fieldsOfTheFuture_areSkipped() {
    byte[] more = Arrays.copyOf(REJECTED, REJECTED.length + 4);
    more[REJECTED.length] = 15 << 3 | 2; // field 15: two bytes
    more[REJECTED.length + 1] = 2;
    assertThat(PartialSuccess.parse(more).rejected()).isEqualTo(1_000_000_007L);
  }

  @Test
  void anyBytes_areAnAnswer() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      byte[] body = new byte[random.nextInt(40)];
      random.nextBytes(body);
      assertThat(PartialSuccess.parse(body).rejected()).isNotNegative();
      assertThat(PartialSuccess.parse(Arrays.copyOf(REJECTED, i % REJECTED.length))).isNotNull();
    }
  }
}
