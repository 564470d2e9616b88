package dev.telltale.collector;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who listens on a port of this machine.
 *
 * @param process pid and command, or empty where only root could see them
 */
public record PortHolder(int port, Optional<String> process) {
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
      Set<String> wanted =
          ListeningSocket.all().stream()
              .filter(socket -> socket.port() == port)
              .map(ListeningSocket::descriptor)
              .collect(Collectors.toSet());
      return ProcessHandle.allProcesses()
          .filter(process -> holdsOneOf(wanted, process.pid()))
          .findFirst()
          .map(process -> "pid " + process.pid() + " (" + command(process.pid()) + ")");
    } catch (IOException noProc) {
      return Optional.empty(); // another operating system: the port is taken all the same
    }
  }

  private static boolean holdsOneOf(Set<String> wanted, long pid) {
    try {
      return !Collections.disjoint(ListeningSocket.descriptors(pid), wanted);
    } catch (IOException notOurs) {
      return false; // ended meanwhile, or another user's
    }
  }

  private static String command(long pid) {
    try {
      String command =
          Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ').strip();
      return command.length() <= COMMAND_CHARACTERS
          ? command
          : command.substring(0, COMMAND_CHARACTERS) + "…";
    } catch (IOException ended) {
      return "which has just ended";
    }
  }

  @Override
  public String toString() {
    return process.orElse("a process of another user");
  }
}
