package dev.telltale.telemetry.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on 127.0.0.1 that says what it likes, whatever it is asked. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();

  /** Speaks with one client; the connection is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void with(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  public RawServer(Conversation conversation) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    threads.execute(() -> accept(conversation));
  }

  private void accept(Conversation conversation) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        threads.execute(() -> speak(conversation, client));
      } catch (SocketException e) {
        return; // closed
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void speak(Conversation conversation, Socket client) {
    try (client) {
      conversation.with(client.getInputStream(), client.getOutputStream());
    } catch (IOException e) { // the client went away, as it should
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
