package dev.telltale.telemetry.spool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a spool may hold, and for how long.
 *
 * @param maxBytes on disk, in whole blocks of 4 KiB; the oldest make room above it; positive
 * @param maxAge what is older is dropped; positive
 * @param fsync whether a request is on the device, and not only handed to the system, before it
 *     counts as spooled
 * @param memoryBytes in memory while the disk takes nothing; the oldest make room above it; not
 *     negative
 */
public record SpoolLimits(long maxBytes, Duration maxAge, boolean fsync, long memoryBytes) {
  public static final long DEFAULT_MEMORY_BYTES = 8L * 1024 * 1024;

  public SpoolLimits {
    requireNonNull(maxAge, "maxAge");
  }
}
