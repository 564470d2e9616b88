package dev.telltale.telemetry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that logs as fast as it can with two threads until it is killed. After each log
 * statement it notes in shared memory, which outlives it, that the statement returned.
 */
final class KilledService {
  static final int THREADS = 2;
  private static final int CACHE_LINE = 64;
  private static final Logger log = LoggerFactory.getLogger(KilledService.class);

  private KilledService() {}

  /** Arguments: the log file, the file of what returned, and a name for this life. */
  public static void main(String[] arguments) throws IOException {
    MappedByteBuffer returned = returned(Path.of(arguments[1]));
    Telemetry unused = logsTo(Path.of(arguments[0])).start();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      new Thread(() -> logForEver(arguments[2] + "-" + thread, returned, thread)).start();
    }
  }

  /** It begins many files, and keeps all of them. */
  static Configs logsTo(Path file) {
    Configs configs = Configs.logsTo(file);
    configs.maxLogFileBytes = 1 << 20;
    configs.maxLogTotalBytes = Long.MAX_VALUE;
    return configs;
  }

  private static void logForEver(String name, MappedByteBuffer returned, int thread) {
    String large = "x".repeat(20_000); // over many pages: a kill can come in the middle of a write
    for (long n = 1; ; n++) {
      log.info("{} {} {}", name, n, n % 5 == 0 ? large : "");
      returned.putLong(thread * CACHE_LINE, n);
    }
  }

  static MappedByteBuffer returned(Path file) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      return open.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, THREADS * CACHE_LINE);
    }
  }

  /** How many statements of {@code thread} returned. */
  static long returned(MappedByteBuffer memory, int thread) {
    return memory.getLong(thread * CACHE_LINE);
  }
}
