package dev.telltale.collector;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A TCP socket of this machine that waits for connections, as Linux shows it in /proc.
 *
 * @param address the local address in the kernel's hexadecimal, 0100007F for 127.0.0.1
 * @param descriptor what a process' file descriptor of it links to
 */
public record ListeningSocket(String address, int port, String descriptor) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";

  /** All of this machine, of IPv4 and IPv6. */
  static List<ListeningSocket> all() throws IOException {
    List<ListeningSocket> sockets = new ArrayList<>();
    for (Path table : List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"))) {
      if (!Files.exists(table)) {
        continue;
      }
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.strip().split("\\s+", 11);
        if (columns.length == 11 && columns[3].equals(LISTENING)) {
          String[] local = columns[1].split(":", 2);
          sockets.add(
              new ListeningSocket(
                  local[0], Integer.parseInt(local[1], 16), "socket:[" + columns[9] + "]"));
        }
      }
    }
    return sockets;
  }

  /** Those of one process of our own user. */
  public static List<ListeningSocket> of(long pid) throws IOException {
    Set<String> descriptors = descriptors(pid);
    return all().stream().filter(socket -> descriptors.contains(socket.descriptor())).toList();
  }

  /**
   * What the open files of a process link to; fails for a process that ended or is another user's.
   */
  static Set<String> descriptors(long pid) throws IOException {
    Set<String> links = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (Path descriptor : open) {
        links.add(Files.readSymbolicLink(descriptor).toString());
      }
    }
    return links;
  }

  /** Whether only programs of this machine can connect. */
  public boolean isLoopback() {
    return address.equals("0100007F");
  }
}
