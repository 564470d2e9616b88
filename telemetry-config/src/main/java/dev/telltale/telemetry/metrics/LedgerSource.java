package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this library's metrics about itself are read, each time metrics are collected. Asked by
 * many threads, and while the service is closing; does not block.
 */
public interface LedgerSource {
  /** One moment of each signal that goes out by OTLP, and of no other. */
  Map<Signal, LedgerCounts> ledgers();

  /** What the requests of each of these signals take on disk. */
  Map<Signal, Long> spoolBytes();

  /** Null where no log file is configured. */
  @Nullable LineCounts lines();
}
