package dev.telltale.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which a Collector keeps its queues and checkpoints. With a damaged file there the
 * Collector ends at each start: its own {@code recreate: true} sees only some kinds of damage.
 */
public final class QueueFolder {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What a queue holds where the disk is no smaller; as in our configuration. */
  public static final long QUEUE_BYTES = 1L << 30;

  /** Of the disk: three queues and the places in log files fit twice, with what surrounds them. */
  private static final int SHARE = 8;

  private QueueFolder() {}

  /**
   * How many bytes each queue may hold: 1 GiB, and an eighth of what there is on a small disk. A
   * queue that has filled its disk can't even give away what it has: taking an entry out writes
   * first, and it stays full for ever.
   *
   * @param folder COLLECTOR_DIR; it need not be there yet
   */
  public static long roomForEach(Path folder) throws IOException {
    for (Path there = folder.toAbsolutePath(); there != null; there = there.getParent()) {
      if (Files.exists(there)) return roomForEach(folder, there.toFile().getUsableSpace());
    }
    return QUEUE_BYTES;
  }

  static long roomForEach(Path folder, long free) throws IOException {
    long room = free;
    for (Path file : files(folder.resolve("queue"))) room += Files.size(file);
    return Math.min(QUEUE_BYTES, room / SHARE);
  }

  /**
   * Renames each damaged file to {@code <name>.<UTC time>.backup}, as the Collector itself does;
   * for a Collector that does not run.
   *
   * @param folder COLLECTOR_DIR
   * @return a sentence for each
   */
  public static List<String> putDamagedAside(Path folder) throws IOException {
    List<String> sentences = new ArrayList<>();
    for (Path part : List.of(folder.resolve("queue"), folder.resolve("checkpoints"))) {
      for (Path file : files(part)) {
        String damage = QueueFile.damage(file);
        if (damage.isEmpty()) continue;
        Path aside =
            file.resolveSibling(file.getFileName() + "." + TIME.format(Instant.now()) + ".backup");
        Files.move(file, aside);
        sentences.add(
            file + ": expected a whole file, found that " + damage + "; kept as " + aside);
      }
    }
    return sentences;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).filter(QueueFolder::isQueue).sorted().toList();
    }
  }

  /** Not what was put aside, and not what the Collector was making smaller when it ended. */
  private static boolean isQueue(Path file) {
    String name = file.getFileName().toString();
    return !name.endsWith(".backup") && !name.startsWith("tempdb");
  }
}
