package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The name server of a process that has mounts of its own: every name has the address that the case
 * gives, or none. Needs root, and the launcher's network namespace, in which port 53 is free.
 */
public final class NameServer implements AutoCloseable {
  private static final int PORT = 53;
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int ANSWER = 0x8180;
  private static final int NO_SUCH_NAME = 3;

  private final DatagramSocket socket;
  private final Path configuration;
  private final ScheduledExecutorService answering = Executors.newSingleThreadScheduledExecutor();
  private final AtomicLong asked = new AtomicLong();
  private volatile @Nullable InetAddress address;
  private volatile Duration late = Duration.ZERO;

  private NameServer(DatagramSocket socket, Path configuration) {
    this.socket = socket;
    this.configuration = configuration;
  }

  /** Answers that there is no such name, for now. */
  public static NameServer start(Path folder) throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("resolv.conf"), "nameserver 127.0.0.1\noptions timeout:5\n");
    NameServer server =
        new NameServer(new DatagramSocket(PORT, InetAddress.getLoopbackAddress()), configuration);
    Thread thread = new Thread(server::answer, "names");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** The command behind which a process asks this one and nobody else. */
  public String[] behind() {
    String script = "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"";
    return new String[] {
      "unshare", "--mount", "/bin/sh", "-c", script, "names", configuration.toString()
    };
  }

  /** Every name has this address from now on. */
  public void address(InetAddress other) {
    address = other;
  }

  /** Answers come that late from now on. */
  public void late(Duration time) {
    late = time;
  }

  /** How often it was asked for an address. */
  public long asked() {
    return asked.get();
  }

  private void answer() {
    while (!socket.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(new byte[512], 512);
        socket.receive(question);
        DatagramPacket answer = answer(question);
        var unused = answering.schedule(() -> send(answer), late.toMillis(), TimeUnit.MILLISECONDS);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void send(DatagramPacket answer) {
    try {
      socket.send(answer);
    } catch (IOException e) {
      return; // closed, or nobody waits for it any more
    }
  }

  /** The question, and an IPv4 address behind it where it asks for one and there is one. */
  private DatagramPacket answer(DatagramPacket question) {
    ByteBuffer asks = ByteBuffer.wrap(question.getData(), 0, question.getLength());
    int end = HEADER;
    while (asks.get(end) != 0) end += asks.get(end) + 1;
    int type = asks.getShort(end + 1);
    end += 5;
    InetAddress known = address;
    InetAddress told = type == TYPE_A ? known : null;
    if (type == TYPE_A) asked.incrementAndGet();
    ByteBuffer answer = ByteBuffer.allocate(end + 16);
    answer.put(Arrays.copyOf(question.getData(), end));
    answer.putShort(2, (short) (known == null ? ANSWER | NO_SUCH_NAME : ANSWER));
    answer.putShort(6, (short) (told == null ? 0 : 1)).putInt(8, 0);
    if (told != null) {
      answer.putShort((short) 0xc00c).putShort((short) TYPE_A).putShort((short) 1);
      answer.putInt(0).putShort((short) 4).put(told.getAddress());
    }
    return new DatagramPacket(answer.array(), answer.position(), question.getSocketAddress());
  }

  @Override
  public void close() {
    socket.close();
    answering.shutdownNow();
  }
}
