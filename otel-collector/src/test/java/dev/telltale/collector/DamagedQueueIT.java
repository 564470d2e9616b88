package dev.telltale.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A queue file that a disk has spoiled does not keep the Collector from starting. */
class DamagedQueueIT {
  private static final int PAGE = 4096;

  @TempDir Path temp;
  private OurCollector collector;
  private Path queue;

  /** A queue with entries in it, of a Collector that was killed. */
  @BeforeEach
  void spansWait() throws Exception {
    Map<String, String> nobodyThere = Backends.onFreePorts().variables();
    collector = OurCollector.on("local.yaml", temp, nobodyThere).start();
    for (int i = 0; i < 20; i++) {
      postSpans(collector);
    }
    collector.process().kill();
    queue = temp.resolve("collector/queue/exporter_otlp_grpc_tempo_traces");
  }

  @Test
  void aWholeFileStays() throws Exception {
    assertThat(QueueFolder.putDamagedAside(temp.resolve("collector"))).isEmpty();
    assertThat(queue).exists();
  }

  @ParameterizedTest
  @EnumSource
  void startsAndTakesSpans(Damage damage) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(queue.toFile(), "rw")) {
      damage.done.to(file);
    }

    List<String> aside = QueueFolder.putDamagedAside(temp.resolve("collector"));

    try (OurCollector again = collector.start()) {
      postSpans(again);
      assertThat(again.process().alive()).isTrue();
    }
    assertThat(aside).hasSize(damage.seen ? 1 : 0);
    try (Stream<Path> files = Files.list(queue.getParent())) {
      assertThat(files.filter(file -> file.toString().endsWith(".backup")))
          .hasSize(damage.seen ? 1 : 0);
    }
  }

  private static void postSpans(OurCollector collector) throws Exception {
    StringBuilder spans = new StringBuilder();
    for (int i = 1; i <= 50; i++) {
      spans
          .append(i == 1 ? "" : ",")
          .append(
              "{\"traceId\":\"%032x\",\"spanId\":\"%016x\",\"name\":\"%s\"}"
                  .formatted(i, i, "command.ingest".repeat(10)));
    }
    collector.post(
        "traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
  }

  private interface Done {
    void to(RandomAccessFile file) throws IOException;
  }

  /** What a disk may do to it; {@link #seen} where the Collector alone would not start again. */
  private enum Damage {
    EMPTY(false, file -> file.setLength(0)),
    A_TENTH_LEFT(true, file -> file.setLength(file.length() / 10)),
    HALF_LEFT(true, file -> file.setLength(file.length() / 2)),
    A_PAGE_SHORT(false, file -> file.setLength(file.length() - PAGE)),
    FIRST_PAGE_ZERO(false, file -> zero(file, 0, PAGE)),
    SECOND_PAGE_ZERO(false, file -> zero(file, PAGE, PAGE)),
    BOTH_ZERO(true, file -> zero(file, 0, 2 * PAGE)),
    ALL_RANDOM(true, file -> random(file, file.length(), 1)),
    EVERY_OTHER_PAGE_ZERO(
        true,
        file -> {
          for (int at = 2 * PAGE; at < file.length(); at += 2 * PAGE) zero(file, at, PAGE);
        }),
    THE_REST_ZERO(true, file -> zero(file, 2 * PAGE, (int) file.length() - 2 * PAGE));

    private final boolean seen;
    private final Done done;

    Damage(boolean seen, Done done) {
      this.seen = seen;
      this.done = done;
    }

    private static void zero(RandomAccessFile file, int at, int length) throws IOException {
      file.seek(at);
      file.write(new byte[length]);
    }

    private static void random(RandomAccessFile file, long length, long seed) throws IOException {
      byte[] bytes = new byte[(int) length];
      new Random(seed).nextBytes(bytes);
      file.seek(0);
      file.write(bytes);
    }
  }
}
