package dev.telltale.telemetry.otlp;

/** How fast a backlog may be sent, in bytes a second. For one thread. */
final class Pace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long bytesPerSecond;
  private long freeAt;

  /**
   * @param bytesPerSecond 0 for as fast as it goes
   */
  Pace(long bytesPerSecond, long now) {
    this.bytesPerSecond = bytesPerSecond;
    this.freeAt = now;
  }

  /** How long until the next may be sent; 0 for now. */
  long waitNanos(long now) {
    return bytesPerSecond == 0 ? 0 : Math.max(0, freeAt - now);
  }

  void sent(int bytes, long now) {
    if (bytesPerSecond > 0) {
      freeAt = Math.max(freeAt, now) + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    }
  }
}
