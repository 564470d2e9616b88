package dev.telltale.telemetry;

import dev.telltale.telemetry.watch.Backoff;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long to wait before trying again; tests wait less.
 *
 * @param binding of a taken port
 * @param delivery of a batch
 * @param writing of a log line
 */
record Timing(Backoff binding, Backoff delivery, Backoff writing, InstantSource clock) {
  static final Timing DEFAULT =
      new Timing(
          new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
          // Never long: the queue runs over meanwhile, and asking a closed port costs nothing.
          new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5)),
          // Trying costs a system call or two, and each line until then is missing in the file.
          new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1)),
          InstantSource.system());
}
