package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server of this machine and spoils what goes through. The
 * connections of a moment get the spoiling of that moment, for each piece that goes through.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int PIECE = 4096;

  private final ServerSocket listening;
  private volatile int target;
  private final AtomicLong connections = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Spoiling requests = Spoiling.NONE;
  private volatile Spoiling answers = Spoiling.NONE;

  /** What is done to a piece of a stream. */
  public interface Spoiling {
    /** Nothing. */
    Spoiling NONE = (piece, length, out) -> out.write(piece, 0, length);

    void pass(byte[] piece, int length, OutputStream out) throws IOException;

    /** What is done to the pieces that come when the fault is over. */
    default Spoiling afterwards() {
      return NONE;
    }
  }

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** Listens on a port of its own and connects to {@code target} for each that comes. */
  public static TcpProxy to(int target) throws IOException {
    return at(InetAddress.getLoopbackAddress(), CasePorts.take(), target);
  }

  /** As the other, listening there. */
  public static TcpProxy at(InetAddress address, int port, int target) throws IOException {
    ServerSocket listening = new ServerSocket(port, 50, address);
    TcpProxy proxy = new TcpProxy(listening, target);
    proxy.thread(proxy::accept);
    return proxy;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** Spoils what goes to the server and what comes from it, from now on. */
  public void spoil(Spoiling ofRequests, Spoiling ofAnswers) {
    requests = ofRequests;
    answers = ofAnswers;
  }

  /** Connects to another from now on; the connections that there are end. */
  public void redirect(int other) {
    target = other;
    Set.copyOf(open).forEach(this::end);
  }

  /** How many connections came so far. */
  public long connections() {
    return connections.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        connections.incrementAndGet();
        thread(() -> connect(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
      thread(() -> copy(server, client, false));
      copy(client, server, true);
    } catch (IOException e) {
      end(client); // as a connection that nobody takes
      end(server);
    }
  }

  private void copy(Socket from, Socket to, boolean request) {
    byte[] piece = new byte[PIECE];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        (request ? requests : answers).pass(piece, length, out);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      end(from); // one end went away, so must the other
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      open.remove(socket); // nothing more can be done to it
    }
  }

  private void thread(Runnable run) {
    Thread thread = new Thread(run, "proxy-" + target);
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    listening.close();
    Set.copyOf(open).forEach(this::end);
  }
}
