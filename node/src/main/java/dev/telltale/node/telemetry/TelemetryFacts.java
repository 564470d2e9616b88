package dev.telltale.node.telemetry;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.Telemetry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code /health} says of telemetry. */
public final class TelemetryFacts {
  private TelemetryFacts() {}

  /** Each signal by name: its state, where it goes, and what became of what it had to tell. */
  public static Map<String, Object> of(Telemetry telemetry) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Signal signal : Signal.values()) {
      facts.put(signal.label(), of(telemetry.status().of(signal)));
    }
    return facts;
  }

  private static Map<String, Object> of(SignalStatus status) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", status.state().name().toLowerCase(Locale.ROOT));
    facts.put("where", status.where());
    if (status.why() != null) facts.put("why", status.why());
    facts.put("since", status.since().toString());
    if (status.lastDelivery() != null) facts.put("last_delivery", status.lastDelivery().toString());
    if (status.signal() != Signal.METRICS) {
      facts.put("ended", status.counts().ended());
      facts.put("exported", status.counts().exported());
      facts.put("not_exported", status.counts().notExported());
      facts.put("waiting", status.counts().waiting());
    }
    return facts;
  }
}
