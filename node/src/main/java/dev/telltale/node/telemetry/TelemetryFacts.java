package dev.telltale.node.telemetry;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.TelemetryStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code /health} says of telemetry. */
public final class TelemetryFacts {
  private TelemetryFacts() {}

  /** Each signal by name: its state, where it goes, and what became of what it had to tell. */
  public static Map<String, Object> of(Telemetry telemetry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    TelemetryStatus status = telemetry.status();
    for (Signal signal : Signal.values()) {
      facts.put(signal.label(), of(status.of(signal)));
    }
    push(status.metricsPush(), facts);
    push(status.logsPush(), facts);
    return facts;
  }

  /** What is pushed besides the page and the file; nothing where nothing is. */
  private static void push(SignalStatus status, Map<String, Object> facts) {
    if (status.state() != SignalStatus.State.DISABLED) {
      facts.put(status.signal().label() + "_push", of(status));
    }
  }

  private static Map<String, Object> of(SignalStatus status) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", status.state().name().toLowerCase(Locale.ROOT));
    facts.put("where", status.where());
    if (status.why() != null) facts.put("why", status.why());
    facts.put("since", status.since().toString());
    if (status.lastDelivery() != null) facts.put("last_delivery", status.lastDelivery().toString());
    facts.putAll(counts(status.counts()));
    if (status.spoolBytes() > 0) facts.put("spool_bytes", status.spoolBytes());
    if (!status.lines().equals(LineCounts.NONE)) {
      facts.put("lines_written", status.lines().written());
      facts.put("lines_not_written", status.lines().notWritten());
    }
    return facts;
  }

  /** Of what is sent by OTLP; nothing where nothing is. */
  private static Map<String, Object> counts(LedgerCounts counts) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (counts.equals(LedgerCounts.NONE)) return facts;
    facts.put("recovered", counts.recovered());
    facts.put("created", counts.created());
    facts.put("delivered", counts.delivered());
    facts.put("waiting", counts.waiting());
    Map<String, Object> dropped = new LinkedHashMap<>();
    for (DropReason reason : DropReason.values()) {
      if (counts.dropped(reason) > 0) dropped.put(reason.label(), counts.dropped(reason));
    }
    facts.put("dropped", dropped);
    return facts;
  }
}
