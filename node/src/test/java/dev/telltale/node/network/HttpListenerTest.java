package dev.telltale.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Speaks raw HTTP/1.1, since clients that mean no harm can't be made to. */
@Timeout(60)
class HttpListenerTest {
  private static final String PROBLEM = "Content-Type: application/problem+json";
  private static final int MAX = 4096;

  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger served = new AtomicInteger();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpListener listener;

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (Socket socket : sockets) socket.close();
    if (listener != null) listener.close();
  }

  @Test
  void givesTheServiceWhatWasSent() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    String answer = talk("POST /echo?a=%41&a=2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");

    assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("POST /echo {a=A} hi");
    assertThat(answer).contains("X-Content-Type-Options: nosniff").doesNotContain("Server:");
  }

  @Test
  void bodyOfTheLargestSize_isServed() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertThat(talk(post(MAX, "x".repeat(MAX)))).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void bodyThatSaysItIsTooLarge_isRefusedUnread() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertRefused(talk(post(MAX + 1, "")), "413", "body: expected at most 4096 bytes, found more");
  }

  @Test
  void chunkedBodyThatIsTooLarge_isCutWhileItIsRead() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));
    String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";

    assertRefused(
        talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk),
        "413",
        "body: expected at most 4096 bytes, found more");
  }

  @Test
  void headersTooLarge_refusedWithAProblem() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertRefused(
        talk("GET / HTTP/1.1\r\nHost: x\r\nA: " + "x".repeat(17 * 1024) + "\r\n\r\n"),
        "431",
        "headers: expected at most 16384 bytes");
  }

  @Test
  void notHttp_refusedWithAProblem() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertRefused(talk("hello\r\n\r\n"), "400", "request: expected HTTP/1.1, found what is not");
  }

  @Test
  void twoLengths_refusedWithAProblem() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertRefused(
        talk(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n"),
        "400",
        "request: expected HTTP/1.1, found what is not");
  }

  @Test
  void queryThatCanNotBeDecoded_refusedWithAProblem() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    assertRefused(
        talk("GET /?a=%zz HTTP/1.1\r\nHost: x\r\n\r\n"),
        "400",
        "request: expected HTTP/1.1, found what is not");
  }

  @Test
  void serviceThatThrows_saysNothingOfItsInsides() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));

    String answer = talk("GET /throw HTTP/1.1\r\nHost: x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 500").contains(PROBLEM, "a fault of ours");
    assertThat(answer).doesNotContain("secret", "IllegalState", "jetty");
  }

  @Test
  void slowClients_doNotKeepOthersFromBeingServed() throws Exception {
    start(10 * MAX, Duration.ofSeconds(30));
    for (int i = 0; i < 400; i++) open(post(100, "x")); // more than there are threads

    assertThat(talk("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void bodyThatDoesNotArriveInTime_isGivenUp() throws Exception {
    start(10 * MAX, Duration.ofMillis(200));
    Socket slow = open(post(100, "x"));

    assertRefused(read(slow), "408", "request: expected to arrive in time");
    assertThat(served).hasValue(0);
  }

  @Test
  void bodiesThatWouldNotFitTogether_areRefusedUntilThereIsRoom() throws Exception {
    start(MAX + MAX / 2, Duration.ofSeconds(30));
    String wait = "POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 4096\r\n\r\n";
    Socket first = open(wait + "x".repeat(MAX));
    await().until(() -> served.get() > 0);

    String refused = talk(post(MAX, "x".repeat(MAX)));
    assertRefused(
        refused, "503", "body: expected room for it, found large ones being worked on already");
    assertThat(refused).contains("Retry-After: 1");
    assertThat(talk(post(10, "x".repeat(10)))).startsWith("HTTP/1.1 200 OK");

    release.countDown();
    assertThat(read(first)).startsWith("HTTP/1.1 200 OK");
    assertThat(talk(post(MAX, "x".repeat(MAX)))).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void portTaken_saysWhereAndWhy() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () ->
                  HttpListener.start(
                      "test", "127.0.0.1", port, 1, path -> 1, request -> answer(request)))
          .isInstanceOf(IOException.class)
          .hasMessage("127.0.0.1:" + port + ": Address already in use");
    }
  }

  private void start(long bodyMemory, Duration bodyTime) throws IOException {
    listener =
        HttpListener.start(
            "test",
            "127.0.0.1",
            0,
            new HttpLimits(path -> MAX, bodyMemory, bodyTime),
            this::answer);
  }

  private HttpMessage.Answer answer(HttpMessage.Request request) {
    served.incrementAndGet();
    if (request.path().equals("/throw")) throw new IllegalStateException("secret");
    if (request.path().equals("/wait")) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String words = request.method() + " " + request.path() + " " + request.query() + " " + body;
    return new HttpMessage.Answer(
        200, Map.of("Content-Type", "text/plain"), words.getBytes(StandardCharsets.UTF_8));
  }

  private static String post(int length, String body) {
    return "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + body;
  }

  private static void assertRefused(String answer, String status, String detail) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains(PROBLEM, "\"status\":" + status, "\"detail\":\"" + detail + "\"");
  }

  private String talk(String request) throws IOException {
    return read(open(request));
  }

  private Socket open(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", listener.port());
    sockets.add(socket);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Head and body of one answer, or whatever came before the end. */
  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    int length = -1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      answer.write(b);
      String soFar = b == '\n' && length < 0 ? answer.toString(StandardCharsets.UTF_8) : "";
      if (soFar.endsWith("\r\n\r\n")) length = answer.size() + contentLength(soFar);
      if (answer.size() == length) break;
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).trim());
      }
    }
    return 0;
  }
}
