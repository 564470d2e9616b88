package dev.telltale.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyncHeartbeatGaugeTest {
  @Test
  void neverSynced_hasNoPoint_thenShowsWhen() {
    try (SeenTelemetry seen = new SeenTelemetry()) {
      assertThat(seen.hasMetric("node_sync_last_success_unix")).isFalse();

      seen.telemetry.heartbeat().succeeded();

      assertThat(seen.metric("node_sync_last_success_unix").getUnit()).isEmpty();
      assertThat(seen.metric("node_sync_last_success_unix").getLongGaugeData().getPoints())
          .singleElement()
          .satisfies(p -> assertThat(p.getValue()).isEqualTo(SeenTelemetry.NOW.getEpochSecond()));
    }
  }
}
