package dev.telltale.telemetry.spool;

import java.util.Arrays;
import java.util.zip.Deflater;

/** Makes requests smaller where that works. Safe for use by many threads, one at a time. */
final class Packer implements AutoCloseable {
  private static final int NOT_WORTH_IT = 128; // bytes
  private static final int KEPT_ROOM = 256 * 1024;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private byte[] room = new byte[0];
  private boolean closed;

  synchronized Packed pack(byte[] request) {
    if (closed || request.length < NOT_WORTH_IT) {
      return Packed.not(request);
    }
    byte[] smaller = room(request.length);
    deflater.reset();
    deflater.setInput(request);
    deflater.finish();
    int length = deflater.deflate(smaller, 0, request.length - 1);
    return deflater.finished()
        ? new Packed(Arrays.copyOf(smaller, length), true, request.length)
        : Packed.not(request);
  }

  /** Requests come many times a second and shrink to a tenth: what they shrink into is kept. */
  private byte[] room(int length) {
    if (length > KEPT_ROOM) {
      return new byte[length];
    }
    if (room.length < length) {
      room = new byte[length];
    }
    return room;
  }

  @Override
  public synchronized void close() {
    closed = true;
    deflater.end();
  }
}
