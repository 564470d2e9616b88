package dev.telltale.node.telemetry;

import dev.telltale.node.sync.SyncHeartbeat;
import io.opentelemetry.api.metrics.Meter;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows when a sync pass last succeeded, in seconds since 1970-01-01 UTC.
 *
 * <p>Reports no point until the first success: "never synced" shows as no data, and is not mistaken
 * for a node that stopped syncing in 1970. Safe for use by many threads.
 */
final class SyncHeartbeatGauge implements SyncHeartbeat {
  private static final long NEVER = Long.MIN_VALUE;

  private final InstantSource clock;
  private final AtomicLong lastSuccessSeconds = new AtomicLong(NEVER);

  SyncHeartbeatGauge(Meter meter, InstantSource clock) {
    this.clock = clock;
    NodeMetric metric = NodeMetric.SYNC_LAST_SUCCESS_UNIX;
    var unused =
        meter
            .gaugeBuilder(metric.metricName())
            .setDescription(metric.help())
            .ofLongs()
            .buildWithCallback(
                measurement -> {
                  long seconds = lastSuccessSeconds.get();
                  if (seconds != NEVER) measurement.record(seconds);
                });
  }

  @Override
  public void succeeded() {
    lastSuccessSeconds.set(clock.instant().getEpochSecond());
  }
}
