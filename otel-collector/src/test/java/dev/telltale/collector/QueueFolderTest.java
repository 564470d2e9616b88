package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueFolderTest {
  @TempDir Path temp;

  @Test
  void aFolderThatIsNotThereYet_hasTheRoomOfItsDisk() throws Exception {
    long free = temp.toFile().getUsableSpace();
    assertThat(QueueFolder.roomForEach(temp.resolve("not/yet")))
        .isPositive()
        .isLessThanOrEqualTo(QueueFolder.QUEUE_BYTES)
        .isLessThanOrEqualTo(free);
  }

  @Test
  void anEighthOfASmallDisk_withWhatTheQueuesHave() throws Exception {
    Path queue = Files.createDirectories(temp.resolve("queue"));
    Files.write(queue.resolve("exporter_otlp_http_loki_logs"), new byte[3_000_000]);
    Files.write(
        queue.resolve("exporter_otlp_http_loki_logs.20260101T000000.000Z.backup"), new byte[9]);

    assertThat(QueueFolder.roomForEach(temp, 5_000_000)).isEqualTo(1_000_000);
    assertThat(QueueFolder.roomForEach(temp, Long.MAX_VALUE / 2))
        .isEqualTo(QueueFolder.QUEUE_BYTES);
  }
}
