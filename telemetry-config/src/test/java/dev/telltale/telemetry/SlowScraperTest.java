package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of /metrics that take their time, or mean no good. */
class SlowScraperTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** 500 are let in, all from one address; of 1,500 the oldest are closed for the next. */
  @ParameterizedTest
  @ValueSource(ints = {500, 1_500})
  void clientsDripTheirHeaders_aScrapeIsAnsweredWithinASecond(int clients) throws Exception {
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      telemetry.openTelemetry().getMeter("test").counterBuilder("good").build().add(1);
      URI page = telemetry.metricsUri().orElseThrow();
      try (DrippingClients dripping = new DrippingClients(page, clients)) {
        for (int scrape = 0; scrape < 5; scrape++) {
          assertThat(timeOfAScrape(page)).isLessThan(SECOND);
        }
        assertThat(threads()).isLessThanOrEqualTo(10);

        // Bytes that keep coming do not keep a connection open for ever.
        await().atMost(Duration.ofSeconds(9)).until(() -> dripping.reopened() >= 500);
        assertThat(timeOfAScrape(page)).isLessThan(SECOND);
      }
      assertThat(output.text()).isEmpty();
    }
  }

  @Test
  void clientsDoNotReadTheirPages_fewPagesAreKeptAndNotForLong() throws Exception {
    List<SocketChannel> deaf = new ArrayList<>();
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      Meter meter = telemetry.openTelemetry().getMeter("test");
      meter.counterBuilder("good").build().add(1);
      Attributes long8M = Attributes.of(AttributeKey.stringKey("x"), "x".repeat(8 << 20));
      meter.counterBuilder("long").build().add(1, long8M);
      URI page = telemetry.metricsUri().orElseThrow();
      for (int i = 0; i < 40; i++) {
        deaf.add(askWithoutReading(page));
      }
      await("the others are closed before they were silent for 5 s")
          .atMost(Duration.ofSeconds(4))
          .until(() -> keptOpen(deaf) <= 16);
      assertThat(timeOfAScrape(page)).isLessThan(SECOND);
      await().atMost(Duration.ofSeconds(12)).until(() -> keptOpen(deaf) == 0);
      assertThat(output.text()).isEmpty();
    } finally {
      for (SocketChannel client : deaf) {
        client.close();
      }
    }
  }

  private static SocketChannel askWithoutReading(URI page) throws IOException {
    SocketChannel client = SocketChannel.open();
    client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    client.connect(new InetSocketAddress(page.getHost(), page.getPort()));
    String request = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";
    client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    return client;
  }

  /** A connection that the server closed does not take more than one byte. */
  private static long keptOpen(List<SocketChannel> clients) {
    return clients.stream()
        .filter(
            client -> {
              try {
                return client.write(ByteBuffer.wrap(new byte[] {'x'})) > 0;
              } catch (IOException e) {
                return false;
              }
            })
        .count();
  }

  private static Duration timeOfAScrape(URI page) throws IOException {
    long start = System.nanoTime();
    assertThat(new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("good_total 1.0\n");
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("telemetry-metrics"))
        .count();
  }
}
