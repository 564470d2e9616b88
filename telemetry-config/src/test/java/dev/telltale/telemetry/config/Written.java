package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Writes a configuration and reads {@code [telemetry]} back, as a program does. */
record Written(Path file, Map<String, String> environment, List<String> sets) {
  static Written file(Path directory, String text) throws IOException {
    Path file = Files.writeString(directory.resolve("config.toml"), text);
    return new Written(file, Map.of(), List.of());
  }

  Written with(Map<String, String> environment, String... sets) {
    return new Written(file, environment, List.of(sets));
  }

  TelemetryConfig telemetry() throws ConfigException {
    ConfigFile config = config();
    TelemetryConfig telemetry = config.telemetry();
    config.done();
    return telemetry;
  }

  ConfigFile config() throws ConfigException {
    return ConfigFile.read(file, environment, sets);
  }

  List<String> problems() {
    return problems(this::telemetry);
  }

  static List<String> problems(ThrowingCallable reading) {
    ConfigException exception = catchThrowableOfType(ConfigException.class, reading);
    return exception == null ? List.of() : exception.problems();
  }
}
