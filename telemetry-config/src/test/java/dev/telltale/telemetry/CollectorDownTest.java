package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that is not there, or that is there and says nothing. */
class CollectorDownTest {
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void nobodyListens_oneLineAndACloseThatDoesNotWait(boolean grpc) throws IOException {
    URI nobody = endpoint(grpc, freePort());
    Telemetry telemetry = Configs.tracesTo(grpc, nobody).start();
    assertThat(telemetry.status().off()).isEmpty(); // a down collector is normal: it is tried again
    end(telemetry, 3);
    await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
    assertThat(telemetry.status().traces().why()).isEqualTo("connection refused");
    assertThat(telemetry.status().traces().counts()).isEqualTo(Books.of(3, 0));

    long start = System.nanoTime();
    Handover handover = telemetry.close(Duration.ofSeconds(10));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(handover.traces()).isEqualTo(Books.of(3, 0));
    assertThat(handover.complete()).isFalse();
    assertThat(output.lines()).hasSize(2);
    assertThat(output.lines().get(0))
        .matches(
            "WARN telemetry: traces: \\Q"
                + nobody
                + "\\E down since \\d\\d:\\d\\d:\\d\\d \\(connection refused\\); spooling");
    assertThat(output.lines().get(1))
        .isEqualTo(
            "WARN telemetry: traces: "
                + nobody
                + ": closed; 3 spans in the spool for the next start");
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void collectorComesBack_whatWaitedArrives(boolean grpc) throws IOException {
    int port = freePort();
    URI endpoint = endpoint(grpc, port);
    Telemetry telemetry = Configs.tracesTo(grpc, endpoint).start();
    end(telemetry, 700); // more than one batch
    await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);

    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, port, null)) {
      await().until(() -> receiver.spans().size() == 700);
      await().until(() -> telemetry.status().traces().state() == SignalStatus.State.RUNNING);
      assertThat(telemetry.status().traces().why()).isNull();
      assertThat(telemetry.close(Duration.ofSeconds(20)).traces()).isEqualTo(Books.of(700, 700));
    }
    List<String> lines = output.lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1))
        .matches(
            "INFO telemetry: traces: \\Q"
                + endpoint
                + "\\E back after \\S+ s: 700 spans replayed in \\S+ s, 0 dropped");
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void closedWhileDown_nextStartDelivers(boolean grpc) throws IOException {
    int port = freePort();
    Configs configs = Configs.tracesTo(grpc, endpoint(grpc, port));
    Telemetry telemetry = configs.start();
    end(telemetry, 1_200);
    assertThat(telemetry.close(Duration.ofSeconds(3)).traces()).isEqualTo(Books.of(1_200, 0));

    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, port, null)) {
      Telemetry next = configs.start();
      await().until(() -> receiver.spans().size() == 1_200);
      assertThat(next.close(Duration.ofSeconds(3)).traces()).isEqualTo(Books.recovered(1_200));
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void collectorAcceptsAndNeverAnswers_closeWaitsASecond(boolean grpc) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      Telemetry telemetry = Configs.tracesTo(grpc, endpoint(grpc, silent.getLocalPort())).start();
      end(telemetry, 1_000);

      long start = System.nanoTime();
      Handover handover = telemetry.close(Duration.ofSeconds(10));

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
      assertThat(handover.traces()).isEqualTo(Books.of(1_000, 0));
    }
    assertThat(output.lines())
        .last()
        .asString()
        .endsWith("closed; 1,000 spans in the spool for the next start");
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void closeLimit_isKept(boolean grpc) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      Telemetry telemetry = Configs.tracesTo(grpc, endpoint(grpc, silent.getLocalPort())).start();
      end(telemetry, 10);

      long start = System.nanoTime();
      telemetry.close(Duration.ofMillis(200));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(800));
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void portOfTheOtherProtocol_isFailingAndNotHanging(boolean grpc) throws IOException {
    try (OtlpReceiver other = OtlpReceiver.at(!grpc, 0, null)) {
      URI endpoint = endpoint(grpc, other.endpoint().getPort());
      try (Telemetry telemetry = Configs.tracesTo(grpc, endpoint).start()) {
        end(telemetry, 1);
        await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
        assertThat(telemetry.status().traces().counts()).isEqualTo(Books.of(1, 0));
      }
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void noAnswerInTime_isSaid(boolean grpc) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      Configs configs = Configs.tracesTo(grpc, endpoint(grpc, silent.getLocalPort()));
      configs.timeout = Duration.ofMillis(300);
      try (Telemetry telemetry = configs.start()) {
        end(telemetry, 1);
        await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
        assertThat(telemetry.status().traces().why()).isEqualTo("no answer within 0.3 s");
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static URI endpoint(boolean grpc, int port) {
    return URI.create("http://127.0.0.1:" + port + (grpc ? "" : "/v1/traces"));
  }

  private static void end(Telemetry telemetry, int spans) {
    for (int i = 0; i < spans; i++) {
      telemetry.openTelemetry().getTracer("test").spanBuilder("task.sync").startSpan().end();
    }
  }
}
