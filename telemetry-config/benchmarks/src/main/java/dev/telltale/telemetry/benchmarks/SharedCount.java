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

/** A number that one process adds to and another reads at no cost: it is in a mapped file. */
final class SharedCount {
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer bytes;

  SharedCount(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }

  void add(long more) {
    long unused = (long) LONG.getAndAdd(bytes, 0, more);
  }

  long get() {
    return (long) LONG.getVolatile(bytes, 0);
  }
}
