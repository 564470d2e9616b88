package dev.telltale.telemetry.logs;

/**
 * How large the log files may be.
 *
 * @param file one of them, in bytes
 * @param total all of them together, in bytes; at least {@code file}
 */
record FileLimits(long file, long total) {

  /** What the rotated ones may have, so that the present one has room to grow. */
  long rotated() {
    return total - file;
  }
}
