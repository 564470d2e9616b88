package dev.telltale.tools.chaos.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OtlpSinkTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void theLongestTimeBetweenTwoSamples_isTheirOwnTime_whateverTheOrder() throws Exception {
    try (OtlpSink sink = OtlpSink.start()) {
      assertThat(sink.longestGapSeconds()).isZero();

      for (long second : new long[] {100, 102, 109, 104}) {
        post(sink, counter("chaos_items_total", second * SECOND, second));
        post(sink, counter("another_total", second * 1000 * SECOND, second));
      }

      assertThat(sink.longestGapSeconds()).isEqualTo(5.0);
      assertThat(sink.metric("chaos_items_total")).hasValue(104);
      assertThat(sink.trouble()).isNull();
    }
  }

  private static void post(OtlpSink sink, byte[] request) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + sink.port() + "/api/v1/otlp/v1/metrics");
    HttpResponse<Void> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** A request with one sum that has one point, field by field as in metrics.proto. */
  private static byte[] counter(String name, long unixNanos, long value) {
    byte[] point = joined(fixed64(3, unixNanos), fixed64(6, value));
    byte[] metric =
        joined(field(1, name.getBytes(StandardCharsets.UTF_8)), field(7, field(1, point)));
    return field(1, field(2, field(2, metric)));
  }

  private static byte[] field(int number, byte[] value) {
    return joined(new byte[] {(byte) (number << 3 | 2), (byte) value.length}, value);
  }

  private static byte[] fixed64(int number, long value) {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) (number << 3 | 1))
        .putLong(value)
        .array();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }
}
