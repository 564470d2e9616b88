package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that go away and come back. They lie below the range from which the system
 * takes the near end of connections: else another program, or a client that finds itself, could
 * take the port of a killed Collector. Safe for use by many threads, which never get the same one.
 */
public final class CasePorts {
  private static final int FROM = 12_000;
  private static final int BEFORE = 30_000;
  private static int next = ThreadLocalRandom.current().nextInt(FROM, BEFORE);

  private CasePorts() {}

  /** A port that nobody listens on and that was not given to anybody else here. */
  public static synchronized int take() throws IOException {
    for (int tried = FROM; tried < BEFORE; tried++) {
      next = next + 1 < BEFORE ? next + 1 : FROM;
      if (free(next)) return next;
    }
    throw new IOException("127.0.0.1: expected a free port of 12000 to 30000, found none");
  }

  private static boolean free(int port) {
    try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return held.isBound();
    } catch (IOException e) {
      return false; // taken: the next one is tried
    }
  }
}
