package dev.telltale.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the transport takes of a peer, and for how long it waits. */
@Timeout(60)
class HttpPeerTransportTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: ";

  private final HttpPeerTransport transport =
      new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(1));
  private final CountDownLatch done = new CountDownLatch(1);

  @Test
  void largestAnswer_isTaken() throws Exception {
    int most = HttpPeerTransport.MAX_BODY_BYTES;
    try (ServerSocket peer = answering(HEAD + most + "\r\n\r\n", most)) {
      HttpPeerTransport patient =
          new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(30));

      assertThat(patient.call(to(peer)).body()).hasSize(most);
    }
  }

  @Test
  void tooLargeAnswer_isRefused() throws Exception {
    int tooMany = HttpPeerTransport.MAX_BODY_BYTES + 1;
    try (ServerSocket peer = answering(HEAD + tooMany + "\r\n\r\n", tooMany)) {
      HttpPeerTransport patient =
          new HttpPeerTransport(Duration.ofSeconds(2), Duration.ofSeconds(30));

      assertThatThrownBy(() -> patient.call(to(peer)))
          .isInstanceOf(IOException.class)
          .hasMessage(where(peer) + "expected at most 33554432 bytes, found more");
    }
  }

  @Test
  void answerThatNeverBegins_timesOut() throws Exception {
    try (ServerSocket peer = answering("", 0)) {
      assertThatThrownBy(() -> transport.call(to(peer)))
          .isInstanceOf(IOException.class)
          .hasMessage(where(peer) + "request timed out");
    }
  }

  @Test
  @Timeout(15) // the peer itself gives up after 30 s
  void answerThatNeverEnds_timesOut() throws Exception {
    try (ServerSocket peer = answering(HEAD + "100\r\n\r\n", 1)) {
      assertThatThrownBy(() -> transport.call(to(peer)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(where(peer));
    }
  }

  /** Sends {@code head} and {@code bytes} zeroes, and then nothing more. */
  private ServerSocket answering(String head, int bytes) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    Thread thread = new Thread(() -> answer(server, head, bytes));
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  private void answer(ServerSocket server, String head, int bytes) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(new byte[bytes]);
      out.flush();
      done.await(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      done.countDown(); // the client hung up, as it should
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PeerCall to(ServerSocket peer) {
    URI url = URI.create("http://127.0.0.1:" + peer.getLocalPort());
    Map<String, String> headers = new HashMap<>();
    return new PeerCall(PeerProtocol.CHANGES, url, null, headers, new byte[0]);
  }

  private static String where(ServerSocket peer) {
    return "http://127.0.0.1:" + peer.getLocalPort() + "/p2p/v1/changes: ";
  }
}
