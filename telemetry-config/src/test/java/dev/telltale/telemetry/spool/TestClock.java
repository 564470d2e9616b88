package dev.telltale.telemetry.spool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is moved. */
final class TestClock implements InstantSource, SpoolClock {
  private volatile Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
  private volatile long steadyMillis = -5_000;

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long wallMillis() {
    return millis();
  }

  @Override
  public long steadyMillis() {
    return steadyMillis;
  }

  void advance(Duration by) {
    set(by);
    steadyMillis += by.toMillis();
  }

  /** As somebody sets a wall's clock: no time passes. */
  void set(Duration by) {
    now = now.plus(by);
  }
}
