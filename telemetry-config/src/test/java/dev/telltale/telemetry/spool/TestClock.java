package dev.telltale.telemetry.spool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is moved. */
final class TestClock implements InstantSource {
  private volatile Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}
