package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code [telemetry.spool]}: where what is on its way to a collector waits on disk.
 *
 * @param dir one folder per signal is made in it; used by one process at a time
 * @param maxBytes what one signal may take on disk; the oldest is dropped above it; positive
 * @param maxAge what is older is dropped; positive
 * @param fsync whether a request is on the device, and not only handed to the system, before it
 *     counts as spooled: survives a power cut, and costs a write each time
 * @param maxBytesPerSecond how fast a backlog is sent at most; 0 for as fast as it goes
 */
public record SpoolConfig(
    Path dir, long maxBytes, Duration maxAge, boolean fsync, long maxBytesPerSecond) {

  public static final long DEFAULT_MAX_BYTES = 256L * 1024 * 1024;
  public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(3);

  /** With defaults. */
  public SpoolConfig(Path dir) {
    this(dir, DEFAULT_MAX_BYTES, DEFAULT_MAX_AGE, false, 0);
  }
}
