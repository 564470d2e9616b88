package dev.telltale.telemetry.metrics;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator should change; each is logged once and stays on show. For many threads. */
final class Warnings {
  private static final Logger log = LoggerFactory.getLogger(Warnings.class);

  private final Set<String> said = new LinkedHashSet<>();

  void say(String warning) {
    synchronized (this) {
      if (!said.add(warning)) {
        return;
      }
    }
    log.warn("telemetry: metrics: {}", warning);
  }

  synchronized List<String> all() {
    return List.copyOf(said);
  }
}
