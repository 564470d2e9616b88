package dev.telltale.telemetry.logs;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Empty buffers for the bytes of one line each. One that was given back is used again, unless it is
 * large: a rare line of 64 KiB shall not hold that much for ever. Not one of each thread, which may
 * need a second one when it logs while a value is put into words. Safe for use by many threads.
 */
final class LineBuffers {
  private static final int NEW = 512;
  private static final int LARGE = 8 * 1024;

  private final AtomicReference<@Nullable ByteArrayOutputStream> spare = new AtomicReference<>();

  ByteArrayOutputStream take() {
    ByteArrayOutputStream buffer = spare.getAndSet(null);
    return buffer == null ? new ByteArrayOutputStream(NEW) : buffer;
  }

  /** {@code buffer} must not be used any more. */
  void giveBack(ByteArrayOutputStream buffer) {
    if (buffer.size() <= LARGE) {
      buffer.reset();
      spare.set(buffer);
    }
  }
}
