package dev.telltale.telemetry.spool;

import java.util.zip.Deflater;

/** Makes requests smaller where that works. Safe for use by many threads, one at a time. */
final class Packer implements AutoCloseable {
  private static final int NOT_WORTH_IT = 128; // bytes

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private boolean closed;

  synchronized Packed pack(byte[] request) {
    if (closed || request.length < NOT_WORTH_IT) {
      return new Packed(request, request.length, false, request.length);
    }
    byte[] smaller = new byte[request.length - 1];
    deflater.reset();
    deflater.setInput(request);
    deflater.finish();
    int length = deflater.deflate(smaller);
    return deflater.finished()
        ? new Packed(smaller, length, true, request.length)
        : new Packed(request, request.length, false, request.length);
  }

  @Override
  public synchronized void close() {
    closed = true;
    deflater.end();
  }
}
