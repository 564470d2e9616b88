package dev.telltale.telemetry.benchmarks;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A number that one process changes and another reads at no cost: it is in a mapped file. Safe for
 * use by many threads and processes.
 */
public final class SharedCount {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer bytes;

  /** Makes the file where it is missing. */
  public SharedCount(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }

  /** Adds for everybody. */
  public void add(long more) {
    long unused = (long) LONG.getAndAdd(bytes, 0, more);
  }

  /** It is {@code value} from now on. */
  public void set(long value) {
    LONG.setVolatile(bytes, 0, value);
  }

  /** What it is now. */
  public long get() {
    return (long) LONG.getVolatile(bytes, 0);
  }
}
