package dev.telltale.telemetry;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that each send a request one byte at a time and never finish it. One whose connection is
 * closed opens another, so there are always as many.
 */
final class DrippingClients implements AutoCloseable {
  private static final byte[] START =
      "GET /metrics HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress page;
  private final List<SocketChannel> clients = new ArrayList<>();
  private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
  private int reopened;

  DrippingClients(URI page, int clients) throws IOException {
    this.page = new InetSocketAddress(page.getHost(), page.getPort());
    for (int i = 0; i < clients; i++) {
      this.clients.add(open());
    }
    drip.scheduleWithFixedDelay(this::dripOnce, 0, 50, TimeUnit.MILLISECONDS);
  }

  /** How often a connection was closed by the server and opened again. */
  synchronized int reopened() {
    return reopened;
  }

  private SocketChannel open() throws IOException {
    SocketChannel client = SocketChannel.open(page);
    client.configureBlocking(false);
    client.write(ByteBuffer.wrap(START));
    return client;
  }

  private synchronized void dripOnce() {
    for (int i = 0; i < clients.size(); i++) {
      try {
        if (!drip(clients.get(i))) {
          clients.get(i).close();
          clients.set(i, open());
          reopened++;
        }
      } catch (IOException e) {
        throw new IllegalStateException(e); // ends the dripping, which the test sees
      }
    }
  }

  /** Whether the server still listens. */
  private static boolean drip(SocketChannel client) {
    try {
      client.write(ByteBuffer.wrap(new byte[] {'x'}));
      return client.read(ByteBuffer.allocate(1024)) >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    drip.shutdownNow();
    synchronized (this) {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }
}
