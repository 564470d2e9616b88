package dev.telltale.telemetry.config;

import dev.telltale.telemetry.fuzz.Readable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Any file is either read, and then says itself what it says, or refused in plain lines. */
public final class TomlFuzz {
  private static final Path FOLDER = newFolder();

  private TomlFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      ConfigFile file = read(input);
      TelemetryConfig telemetry = file.telemetry();
      file.done();
      String shown = file.show();
      if (!shown.contains(Section.MASK)) {
        readsBackTheSame(shown, telemetry);
      }
    } catch (ConfigException e) {
      Readable.check(!e.problems().isEmpty(), "refused without a problem");
      e.problems().forEach(problem -> problem.lines().forEach(Readable::line));
    }
  }

  private static void readsBackTheSame(String shown, TelemetryConfig telemetry) {
    try {
      TelemetryConfig again = read(shown.getBytes(StandardCharsets.UTF_8)).telemetry();
      // Warnings name places, which differ.
      Readable.check(
          again.traces().equals(telemetry.traces())
              && again.metrics().equals(telemetry.metrics())
              && again.logs().equals(telemetry.logs())
              && again.resource().equals(telemetry.resource())
              && again.spool().equals(telemetry.spool()),
          "expected " + telemetry + ", found " + again + " after reading back\n" + shown);
    } catch (ConfigException e) {
      throw new AssertionError(shown, e);
    }
  }

  private static ConfigFile read(byte[] text) throws ConfigException {
    try {
      Path file = Files.write(FOLDER.resolve("config.toml"), text);
      return ConfigFile.read(file, Map.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("toml-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
