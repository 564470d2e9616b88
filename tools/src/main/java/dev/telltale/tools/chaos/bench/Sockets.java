package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a process has open, as the kernel says. */
public final class Sockets {
  private static final String LISTEN = "0A";

  private Sockets() {}

  /**
   * The TCP ports on which {@code pid} listens, and those to which it connected; connections that
   * others made to it are left out.
   */
  public static Set<Integer> tcpPorts(long pid) throws IOException {
    Set<String> own = inodes(pid);
    Set<Integer> listening = new TreeSet<>();
    Map<Integer, Integer> farByNear = new HashMap<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc", Long.toString(pid), "net", table);
      for (String line : Files.readAllLines(file)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length < 10 || !own.contains(columns[9])) continue;
        if (columns[3].equals(LISTEN)) listening.add(port(columns[1]));
        else farByNear.put(port(columns[1]), port(columns[2]));
      }
    }
    farByNear.keySet().removeAll(listening);
    listening.addAll(farByNear.values());
    return listening;
  }

  /** The names of its threads, as far as the kernel keeps them: 15 characters. */
  public static Set<String> threads(long pid) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        names.add(Files.readString(task.resolve("comm")).strip());
      }
    }
    return names;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path descriptor : open.toList()) {
        String target = readLink(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    return inodes;
  }

  private static String readLink(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed since the list was made
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }
}
