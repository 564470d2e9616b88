package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.telemetry.testing.OtlpReceiver;
import dev.telltale.telemetry.testing.Reply;
import dev.telltale.telemetry.testing.StandardOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits in the spool and a collector that does not do what it should. */
class DeliveryTest {
  @TempDir Path folder;
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void restore() {
    output.close();
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void requestThatTheCollectorFailsAt_doesNotStopTheOthers(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      AtomicInteger poisoned = new AtomicInteger();
      receiver.reply(
          request -> {
            if (!request.has("poison")) {
              return Reply.ACCEPT;
            }
            poisoned.incrementAndGet();
            return Reply.BROKEN;
          });
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      for (int i = 1; i <= 20; i++) {
        int so = i;
        if (i == 5) {
          Emit.spans(telemetry, "poison", 1);
          await().until(() -> poisoned.get() > 0); // in a request of its own
        }
        Emit.spans(telemetry, "task.sync", 1);
        await().atMost(Duration.ofSeconds(5)).until(() -> receiver.spans().size() >= so);
      }
      assertThat(receiver.spanNames()).hasSize(20).containsOnly("task.sync");
      assertThat(telemetry.close(Duration.ofSeconds(10)).traces()).isEqualTo(Books.of(21, 20));
    }
    // However often it was tried.
    assertThat(output.text().lines().filter(line -> line.contains("telemetry: traces")))
        .hasSizeLessThanOrEqualTo(4);
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void collectorThatHasNotAnswered_hasOneRequest(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      AtomicInteger asked = new AtomicInteger();
      CompletableFuture<Reply> answer = new CompletableFuture<>();
      receiver.reply(
          request -> {
            asked.incrementAndGet();
            return answer.join();
          });
      try (Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start()) {
        Emit.spans(telemetry, "task.sync", 1);
        await().until(() -> asked.get() == 1);
        Emit.spans(telemetry, "task.sync", 600);
        await().during(Duration.ofMillis(300)).until(() -> asked.get() == 1);
        answer.complete(Reply.ACCEPT);
        await().until(() -> receiver.spans().size() == 601);
      }
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void retryAfter_isObeyed(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      AtomicInteger asked = new AtomicInteger();
      AtomicLong refusedAt = new AtomicLong();
      AtomicLong takenAt = new AtomicLong();
      receiver.reply(
          request -> {
            if (asked.getAndIncrement() == 0) {
              refusedAt.set(System.nanoTime());
              return Reply.UNAVAILABLE.retryAfter(2);
            }
            takenAt.set(System.nanoTime());
            return Reply.ACCEPT;
          });
      try (Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start()) {
        Emit.spans(telemetry, "task.sync", 1);
        await().until(() -> receiver.spans().size() == 1);
      }
      assertThat(Duration.ofNanos(takenAt.get() - refusedAt.get()))
          .isBetween(Duration.ofMillis(1_950), Duration.ofSeconds(6));
      assertThat(asked).hasValue(2);
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void tokenRenewedByRename_isUsed(boolean grpc) throws IOException {
    tokenRenewed(
        grpc,
        headers -> {
          Path next = Files.writeString(folder.resolve("next"), "authorization: Bearer new\n");
          Files.move(next, headers, StandardCopyOption.ATOMIC_MOVE);
        });
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void tokenRenewedByDeleteAndCreate_isUsedAndTheOldOneUntilThen(boolean grpc) throws IOException {
    tokenRenewed(
        grpc,
        headers -> {
          Files.delete(headers);
          Files.writeString(headers, "authorization: Bearer new\n");
        });
  }

  private interface Renewal {
    void renew(Path headers) throws IOException;
  }

  private void tokenRenewed(boolean grpc, Renewal renewal) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      receiver.reply(
          request ->
              "Bearer new".equals(request.headers().get("authorization"))
                  ? Reply.ACCEPT
                  : Reply.UNAUTHORIZED);
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.headersFile =
          Files.writeString(folder.resolve("headers"), "authorization: Bearer old\n");
      try (Telemetry telemetry = configs.start()) {
        Emit.spans(telemetry, "task.sync", 1);
        await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);
        renewal.renew(configs.headersFile);
        await().atMost(Duration.ofSeconds(10)).until(() -> receiver.spans().size() == 1);
      }
      assertThat(receiver.requestHeaders())
          .extracting(headers -> headers.get("authorization"))
          .containsOnly("Bearer old", "Bearer new");
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void headersFileGone_itsHeadersAreStillSent(boolean grpc) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      Configs configs = Configs.tracesTo(grpc, receiver.endpoint());
      configs.headersFile =
          Files.writeString(folder.resolve("headers"), "authorization: Bearer old\n");
      try (Telemetry telemetry = configs.start()) {
        Emit.spans(telemetry, "task.sync", 1);
        await().until(() -> receiver.spans().size() == 1);
        Files.delete(configs.headersFile);
        receiver.reply(Reply.UNAUTHORIZED); // so that the file is looked for again
        Emit.spans(telemetry, "task.sync", 1);
        await().until(() -> receiver.requestHeaders().size() > 3);
        receiver.reply(Reply.ACCEPT);
        await().until(() -> receiver.spans().size() == 2);
        assertThat(telemetry.status().off()).isEmpty();
      }
      assertThat(receiver.requestHeaders())
          .extracting(headers -> headers.get("authorization"))
          .containsOnly("Bearer old");
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void liveSpan_doesNotWaitForTheBacklog(boolean grpc) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    URI endpoint = URI.create("http://127.0.0.1:" + port + (grpc ? "" : "/v1/traces"));
    Configs configs = Configs.tracesTo(grpc, endpoint);
    configs.maxBytesPerSecond = 2_000; // the backlog takes minutes
    Telemetry telemetry = configs.start();
    for (int i = 0; i < 10; i++) {
      Emit.spans(telemetry, "backlog", 512);
      long all = (i + 1) * 512L;
      await().until(() -> telemetry.status().traces().counts().waiting() == all);
    }
    await().until(() -> telemetry.status().traces().state() == SignalStatus.State.FAILING);

    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, port, null)) {
      await().until(() -> !receiver.spans().isEmpty());
      Emit.spans(telemetry, "live", 1);
      await().atMost(Duration.ofSeconds(3)).until(() -> receiver.spanNames().contains("live"));
      assertThat(telemetry.status().traces().counts().waiting()).isGreaterThan(2_000);
      telemetry.close(Duration.ofMillis(100));
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void closedWhileAnAnswerIsLate_deliversAllOfIt(boolean grpc) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      CountDownLatch arrived = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      receiver.reply(
          request -> {
            arrived.countDown();
            try {
              boolean unused = go.await(400, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return Reply.ACCEPT;
          });
      Telemetry telemetry = Configs.tracesTo(grpc, receiver.endpoint()).start();
      Emit.spans(telemetry, "task.sync", 600);
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(telemetry.close(Duration.ofSeconds(5)).traces()).isEqualTo(Books.of(600, 600));
      assertThat(receiver.spans()).hasSize(600);
    }
  }

  @ParameterizedTest(name = "grpc {0}")
  @ValueSource(booleans = {true, false})
  void closedAgainAndAgainWhileItComesAndGoes_neverLocksUpAndLosesNothing(boolean grpc)
      throws IOException {
    Configs configs = null;
    int created = 0;
    List<String> arrived = List.of();
    try (OtlpReceiver receiver = OtlpReceiver.at(grpc, 0, null)) {
      AtomicInteger requests = new AtomicInteger();
      receiver.reply(request -> requests.incrementAndGet() % 3 == 0 ? Reply.BROKEN : Reply.ACCEPT);
      configs = Configs.tracesTo(grpc, receiver.endpoint());
      for (int i = 0; i < 30; i++) {
        Telemetry telemetry = configs.start();
        Emit.spans(telemetry, "task.sync", 10);
        created += 10;
        long start = System.nanoTime();
        assertThat(telemetry.close(Duration.ofSeconds(3)).traces().balanced()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      }
      receiver.reply(Reply.ACCEPT);
      Telemetry last = configs.start();
      assertThat(last.close(Duration.ofSeconds(10)).traces().waiting()).isZero();
      arrived = receiver.spans().stream().map(span -> span.spanId()).distinct().toList();
    }
    assertThat(arrived).hasSize(created);
  }
}
