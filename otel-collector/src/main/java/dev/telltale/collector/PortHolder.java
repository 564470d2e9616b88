package dev.telltale.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who listens on a port of this machine.
 *
 * @param process pid and command, or empty where only root could see them
 */
public record PortHolder(int port, Optional<String> process) {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int COMMAND_CHARACTERS = 80;

  /** Empty when 127.0.0.1:{@code port} is free. */
  public static Optional<PortHolder> of(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(
          true); // a connection of a server that just ended does not hold the port
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.empty();
    } catch (IOException taken) {
      return Optional.of(new PortHolder(port, process(port)));
    }
  }

  private static Optional<String> process(int port) {
    try {
      Set<String> sockets = listeningSockets(port);
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
        for (Path process : processes) {
          if (holdsOneOf(process.resolve("fd"), sockets)) {
            return Optional.of("pid " + process.getFileName() + " (" + command(process) + ")");
          }
        }
      }
    } catch (IOException noProc) {
      return Optional.empty(); // another operating system: the port is taken all the same
    }
    return Optional.empty();
  }

  /** The kernel's names of the sockets that listen on {@code port}: {@code socket:[12345]}. */
  private static Set<String> listeningSockets(int port) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> names = new HashSet<>();
    for (Path table : List.of(PROC.resolve("net/tcp"), PROC.resolve("net/tcp6"))) {
      if (!Files.exists(table)) {
        continue;
      }
      for (String line : Files.readAllLines(table)) {
        String[] columns = line.strip().split("\\s+", 11);
        if (columns.length == 11 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
          names.add("socket:[" + columns[9] + "]");
        }
      }
    }
    return names;
  }

  private static boolean holdsOneOf(Path descriptors, Set<String> sockets) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    } catch (IOException notOurs) {
      return false; // ended meanwhile, or another user's
    }
    return false;
  }

  private static String command(Path process) throws IOException {
    String command = Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
    return command.length() <= COMMAND_CHARACTERS
        ? command
        : command.substring(0, COMMAND_CHARACTERS) + "…";
  }

  @Override
  public String toString() {
    return process.orElse("a process of another user");
  }
}
