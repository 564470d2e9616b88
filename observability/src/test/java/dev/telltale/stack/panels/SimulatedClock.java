package dev.telltale.stack.panels;

import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to: a quarter of an hour of a node's life in a second. */
final class SimulatedClock implements Clock, InstantSource {
  private Instant now;

  SimulatedClock(Instant start) {
    this.now = start;
  }

  synchronized void goTo(Instant time) {
    now = time;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized long now() {
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  @Override
  public long nanoTime() {
    return now();
  }
}
