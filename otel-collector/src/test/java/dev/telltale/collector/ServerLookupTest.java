package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLookupTest {
  private static final ServerProgram LOKI =
      new ServerProgram(
          "loki",
          "LOKI_BIN",
          List.of("loki"),
          List.of("loki, version"),
          ServerVersion.of("3.7"),
          "");

  @TempDir Path temp;
  private final List<String> passedOver = new ArrayList<>();

  @Test
  void variableThenCacheThenPath() throws IOException {
    Path own = program("own/my-loki", "echo 'loki, version 3.7.1 (branch: x)'");
    Path cached = program("cache/bin/loki-3.7.8", "echo 'loki, version 3.7.8 (branch: x)'");
    Path onPath = program("path/loki", "echo 'loki, version 3.9.0 (branch: x)'");

    assertThat(find(Map.of("LOKI_BIN", own.toString(), "PATH", temp + "/path")))
        .contains(new ServerBinary("loki", own, ServerVersion.of("3.7.1"), "LOKI_BIN"));
    assertThat(find(Map.of("PATH", temp + "/path")))
        .contains(new ServerBinary("loki", cached, ServerVersion.of("3.7.8"), "cache"));
    Files.delete(cached);
    assertThat(find(Map.of("PATH", temp + "/none:" + temp + "/path")))
        .contains(new ServerBinary("loki", onPath, ServerVersion.of("3.9.0"), "PATH"));
    assertThat(passedOver).isEmpty();
  }

  @Test
  void anotherProgramOfThatNameAndAnOldOneArePassedOver() throws IOException {
    Path other = program("a/loki", "echo 'Loki: multipoint linkage analysis'");
    Path old = program("b/loki", "echo 'loki, version 2.9.4 (branch: x)'");

    assertThat(find(Map.of("PATH", temp + "/a:" + temp + "/b"))).isEmpty();
    assertThat(passedOver)
        .containsExactly(
            other + ": expected loki 3.7 or newer, found another program of that name",
            old + ": expected loki 3.7 or newer, found 2.9.4");
  }

  @Test
  void aVariableThatNamesNothingIsAnErrorAndNotPassedOver() {
    assertThatThrownBy(() -> find(Map.of("LOKI_BIN", temp + "/gone")))
        .isInstanceOf(IOException.class)
        .hasMessage("LOKI_BIN: " + temp + "/gone: expected loki 3.7 or newer, found no file");
  }

  private Optional<ServerBinary> find(Map<String, String> environment) throws IOException {
    ServerCache cache = new ServerCache(temp.resolve("cache"));
    return new ServerLookup(environment, cache, passedOver::add)
        .find(LOKI, List.of("bin/loki-3.7.8"));
  }

  private Path program(String name, String script) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
