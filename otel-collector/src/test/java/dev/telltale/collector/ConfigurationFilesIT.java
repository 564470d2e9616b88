package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files themselves: valid, without a deprecated name, startable with only what they say
 * themselves.
 */
class ConfigurationFilesIT {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void isValid(String configuration) throws Exception {
    ProcessBuilder validate =
        new ProcessBuilder(
                OurCollector.binary().toString(),
                "validate",
                "--config",
                OurCollector.file(configuration).toString())
            .redirectErrorStream(true);
    validate.environment().putAll(remote());
    Process process = validate.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).isEmpty();
  }

  /** validate misses an absent extension, an absent file and an old name; a start does not. */
  @ParameterizedTest
  @ValueSource(strings = {"local.yaml", "remote.yaml"})
  void startsWithoutAComplaint(String configuration) throws Exception {
    Backends backends = Backends.onFreePorts();
    Map<String, String> variables = new HashMap<>(remote());
    variables.putAll(backends.variables());
    try (FarSide far = backends.start();
        OurCollector collector = OurCollector.on(configuration, temp, variables).start()) {
      String log = Files.readString(collector.log());
      assertThat(log)
          .contains("Everything is ready")
          .doesNotContain("deprecated", "\twarn\t", "\terror\t");
      assertThat(far.everything()).doesNotContain("telltale");
    }
  }

  @Test
  void everythingListensOnLoopbackOnly() throws Exception {
    Backends backends = Backends.onFreePorts();
    try (OurCollector collector =
        OurCollector.on("local.yaml", temp, backends.variables()).start()) {
      assertThat(ListeningSocket.of(collector.process().pid()))
          .hasSize(4)
          .allMatch(ListeningSocket::isLoopback);
    }
  }

  @Test
  void aServerThatCannotStartSaysWhy() throws Exception {
    Path log = temp.resolve("bad.log");
    Launch bad =
        new Launch(
            "collector",
            List.of(OurCollector.binary().toString(), "--config", "/nowhere.yaml"),
            Map.of(),
            log);
    try (ServerProcess process = ServerProcess.start(bad)) {
      assertThat(
              catchThrowable(
                  () ->
                      process.awaitReady(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(20))))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "collector: expected http://127.0.0.1:1 to answer, found it ended with code 1")
          .hasMessageContaining("/nowhere.yaml");
    }
  }

  private Map<String, String> remote() throws IOException {
    Path token = Files.writeString(temp.resolve("token"), "some-token");
    return Map.of(
        "REMOTE_OTLP_ENDPOINT", "https://127.0.0.1:1", "REMOTE_TOKEN_FILE", token.toString());
  }
}
