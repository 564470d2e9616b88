package dev.telltale.telemetry;

import dev.telltale.telemetry.logs.LogLines;
import dev.telltale.telemetry.metrics.LedgerSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code telemetry_…} metrics are read from.
 *
 * @param logs null where no log file is configured
 */
record OwnLedgers(Deliveries deliveries, @Nullable LogLines logs) implements LedgerSource {
  @Override
  public Map<Signal, LedgerCounts> ledgers() {
    return deliveries.ledgers();
  }

  @Override
  public Map<Signal, Long> spoolBytes() {
    return deliveries.spoolBytes();
  }

  @Override
  public @Nullable LineCounts lines() {
    return logs == null ? null : logs.status().lines();
  }
}
