package dev.telltale.tools.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RemoteServerTest {
  @Test
  void serverThatSaysNothing_isLeftAfterTheLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI base = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      RemoteServer server = new RemoteServer(base, "a running node", Duration.ofSeconds(1));

      assertThatThrownBy(() -> server.get("/v1/info", "application/json"))
          .isInstanceOf(IOException.class)
          .hasMessage(base + "/v1/info: expected an answer within 1 s, found none");
    }
  }

  @Test
  void bodyLargerThanItsCap_isRefused() {
    CappedBody body = new CappedBody(2 * 1024 * 1024);
    AtomicBoolean cancelled = new AtomicBoolean();
    body.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });

    body.onNext(List.of(ByteBuffer.allocate(2 * 1024 * 1024)));
    CompletableFuture<byte[]> received = body.getBody().toCompletableFuture();
    assertThat(received).isNotDone();
    body.onNext(List.of(ByteBuffer.allocate(1)));

    assertThatThrownBy(received::join)
        .hasRootCauseMessage("expected an answer of at most 2 MiB, found more");
    assertThat(cancelled).isTrue();
  }
}
