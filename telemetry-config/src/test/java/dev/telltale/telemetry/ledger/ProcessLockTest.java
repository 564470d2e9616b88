package dev.telltale.telemetry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
  @TempDir Path dir;

  @Test
  void heldByAnotherProcess_saidWhich_andFreeWhenItIsKilled() throws Exception {
    Path file = dir.resolve("lock");
    Process other = holder(file);
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("held");
      assertThatThrownBy(() -> ProcessLock.take(file))
          .isInstanceOf(IOException.class)
          .hasMessage("in use by process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    ProcessLock.take(file).close();
  }

  @Test
  void heldByThisProcess_isSaid_alsoThroughAnotherPath() throws Exception {
    Path link =
        Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("real")));
    try (ProcessLock held = ProcessLock.take(dir.resolve("real").resolve("lock"))) {
      for (int i = 0; i < 2; i++) { // the first try must not have let go of it
        assertThatThrownBy(() -> ProcessLock.take(link.resolve("lock")))
            .isInstanceOf(IOException.class)
            .hasMessage("in use by this process");
      }
      held.close();
      ProcessLock.take(link.resolve("lock")).close();
    }
  }

  @Test
  void refusedToThisProcess_stillHeldAgainstOthers() throws Exception {
    Path file = dir.resolve("lock");
    try (ProcessLock held = ProcessLock.take(file)) {
      assertThatThrownBy(() -> ProcessLock.take(file)).isInstanceOf(IOException.class);
      Process other = holder(file);
      try {
        assertThat(other.inputReader().readLine())
            .isEqualTo("in use by process " + ProcessHandle.current().pid());
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  private static Process holder(Path file) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes = System.getProperty("java.class.path");
    List<String> command =
        List.of(java, "-cp", classes, LockHolder.class.getName(), file.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
