package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients of /metrics that take their time, or mean no good. */
class SlowScraperTest {

  @Test
  void twentyHalfRequests_doNotBlockAScrape() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      telemetry.openTelemetry().getMeter("test").counterBuilder("good").build().add(1);
      URI page = telemetry.metricsUri().orElseThrow();
      for (int i = 0; i < 20; i++) {
        slow.add(halfRequest(page));
      }
      long start = System.nanoTime();
      assertThat(new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("good_total 1.0\n");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

      // One byte now and then does not keep a connection open either.
      await()
          .atMost(Duration.ofSeconds(8))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> slow.stream().allMatch(SlowScraperTest::isClosedByServer));
      assertThat(output.text()).isEmpty();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void moreConnectionsThanAllowed_aScrapeComesThroughAfterTheHeaderLimit() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.metricsAt(0).start()) {
      telemetry.openTelemetry().getMeter("test").counterBuilder("good").build().add(1);
      URI page = telemetry.metricsUri().orElseThrow();
      for (int i = 0; i < 70; i++) {
        slow.add(halfRequest(page));
      }
      long start = System.nanoTime();
      assertThat(new String(page.toURL().openStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("good_total 1.0\n");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
      assertThat(output.text()).isEmpty();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static Socket halfRequest(URI page) throws IOException {
    Socket socket = new Socket(page.getHost(), page.getPort());
    socket.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean isClosedByServer(Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write('T');
      return socket.getInputStream().available() == 0 && readsEnd(socket);
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean readsEnd(Socket socket) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
