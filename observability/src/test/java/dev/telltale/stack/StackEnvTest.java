package dev.telltale.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.collector.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackEnvTest {
  private static final Map<String, String> HOME = Map.of("HOME", "/home/op");

  @TempDir Path temp;

  @Test
  void theFileThenTheEnvironment() throws IOException {
    Checkout checkout = Checkout.find();
    StackEnv asWritten = StackEnv.read(checkout, HOME);
    StackEnv elsewhere =
        StackEnv.read(
            checkout, Map.of("HOME", "/home/op", "STATE_DIR", "/srv/t", "LOKI_PORT", "3101"));

    assertThat(asWritten.path("LOKI_DIR")).hasToString("/home/op/.local/state/telltale/loki");
    assertThat(asWritten.port("LOKI_PORT")).isEqualTo(3100);
    assertThat(elsewhere.path("LOKI_DIR")).hasToString("/srv/t/loki");
    assertThat(elsewhere.port("LOKI_PORT")).isEqualTo(3101);
  }

  @Test
  void onFreePorts_noPortIsTheUsualOne() throws IOException {
    StackEnv usual = StackEnv.read(Checkout.find(), HOME);
    StackEnv free = usual.onFreePorts(temp);

    assertThat(free.value("TRACE_FILE")).isEqualTo(temp + "/traces/traces.jsonl");
    usual.values().keySet().stream()
        .filter(name -> name.endsWith("_PORT"))
        .forEach(name -> assertThat(free.port(name)).as(name).isNotEqualTo(usual.port(name)));
  }

  @Test
  void aLineThatIsWrongIsNamed() throws IOException {
    assertThatThrownBy(() -> read("# ports\nLOKI_PORT=31000000\n"))
        .hasMessage("stack.env:2: LOKI_PORT: expected a port of 1 to 65535, found 31000000");
    assertThatThrownBy(() -> read("LOKI_PORT 3100\n"))
        .hasMessageEndingWith(
            "stack.env:1: expected NAME=value or a comment, found LOKI_PORT 3100");
    assertThatThrownBy(() -> read("LOKI_DIR=${STATE}/loki\n"))
        .hasMessage("stack.env:1: LOKI_DIR: expected ${STATE} to have a value, found none");
  }

  private StackEnv read(String text) throws IOException {
    Files.createDirectories(temp.resolve("observability"));
    Files.writeString(temp.resolve("observability/stack.env"), text);
    return StackEnv.read(new Checkout(temp), HOME);
  }
}
