package dev.telltale.telemetry.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A {@link CountingReceiver} in a process of its own. Who starts it closes it. */
final class Receiver implements AutoCloseable {
  private static final long POLL_NANOS = 1_000_000;

  private final Process process;
  private final int port;
  private final SharedCount spans;

  private Receiver(Process process, int port, SharedCount spans) {
    this.process = process;
    this.port = port;
    this.spans = spans;
  }

  /** At a free port; keeps its count in {@code folder}. */
  static Receiver start(boolean grpc, Path folder) throws IOException {
    return start(grpc, 0, folder, 0);
  }

  /** Answers the first {@code refuse} requests as a collector does that is too busy. */
  static Receiver start(boolean grpc, int port, Path folder, int refuse) throws IOException {
    Path count = folder.resolve("received-" + System.nanoTime());
    SharedCount spans = new SharedCount(count);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dsun.net.httpserver.nodelay=true",
                "-cp",
                System.getProperty("java.class.path"),
                CountingReceiver.class.getName(),
                grpc ? "grpc" : "http",
                String.valueOf(port),
                count.toString(),
                String.valueOf(refuse))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String listening = out.readLine();
    if (listening == null) {
      throw new IOException("receiver: expected its port, found that it had ended");
    }
    return new Receiver(process, Integer.parseInt(listening), spans);
  }

  /** A port of this host that nobody listens at. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Without a path. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** How many spans came so far. */
  long spans() {
    return spans.get();
  }

  /** Returns as soon as so many spans came. */
  void await(long count, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (spans() < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "receiver: expected " + count + " spans within " + limit + ", found " + spans());
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
