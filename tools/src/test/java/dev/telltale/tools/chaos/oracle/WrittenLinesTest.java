package dev.telltale.tools.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.tools.chaos.emission.ChaosId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenLinesTest {
  @TempDir private Path folder;

  @Test
  void readsRotatedFilesToo_andSeesTornAndDamagedLines() throws IOException {
    Path file = folder.resolve("node.jsonl");
    Files.writeString(folder.resolve("node.jsonl.2026-11-21T09-00-00Z"), line(1) + line(2));
    Files.writeString(
        file,
        line(3)
            + line(4).substring(0, 20)
            + "\n"
            + "{\"message\":\"the node's own\"}\n"
            + "{\"chaos_id\":\"0-5\",\"message\":\"chaos line 0-5 x0\"}\n");

    WrittenLines written = WrittenLines.read(file);

    assertThat(written.all()).isEqualTo(6);
    assertThat(written.torn()).isEqualTo(1);
    assertThat(written.lines().upTo(0, 5)).isEqualTo(3);
    assertThat(written.lines().corrupted()).isEqualTo(1);
  }

  private static String line(int sequence) {
    ChaosId id = new ChaosId(0, sequence);
    return "{\"chaos_id\":\"%s\",\"message\":\"chaos line %s %s\"}\n".formatted(id, id, id.check());
  }
}
