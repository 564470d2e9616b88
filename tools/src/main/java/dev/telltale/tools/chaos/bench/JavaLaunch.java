package dev.telltale.tools.chaos.bench;

import dev.telltale.collector.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts one of our own classes in a JVM of its own, with the memory of a small node. */
final class JavaLaunch {
  private JavaLaunch() {}

  static Launch of(Class<?> main, Path output, String... arguments) {
    return behind(List.of(), main, output, arguments);
  }

  /** As the other, started by a command that becomes it. */
  static Launch behind(List<String> other, Class<?> main, Path output, String... arguments) {
    List<String> command = new ArrayList<>(other);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    if (Runtime.version().feature() >= 24) command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return new Launch(main.getSimpleName(), command, Map.of(), output);
  }
}
