package dev.telltale.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Collector says of itself on its own port. Its health check answers 200 whatever its
 * backends do, so this is where a loss can be seen.
 */
final class CollectorMetrics {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(otelcol_\\w+?)(?:_total)?\\{([^}]*)} (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final double NEARLY_FULL = 0.8;

  /** One sample; its name without {@code _total}. */
  private record Sample(String name, Map<String, String> labels, double value) {
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  private final List<Sample> samples = new ArrayList<>();

  /** Reads a page in the text format of Prometheus. */
  CollectorMetrics(String page) {
    Matcher line = SAMPLE.matcher(page);
    while (line.find()) {
      Map<String, String> labels = new TreeMap<>();
      LABEL
          .matcher(line.group(2))
          .results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
      samples.add(new Sample(line.group(1), labels, Double.parseDouble(line.group(3))));
    }
  }

  /** A sentence for each loss, refusal and nearly full queue since the Collector started. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.value() <= 0) {
        continue;
      }
      String count = String.format(Locale.ROOT, "%,.0f", sample.value());
      if (sample.name().startsWith("otelcol_exporter_send_failed_")) {
        findings.add(
            "collector: "
                + sample.label("exporter")
                + ": "
                + count
                + " "
                + thing(sample, "send_failed_")
                + " dropped: the backend refused them for good");
      } else if (sample.name().startsWith("otelcol_exporter_enqueue_failed_")) {
        findings.add(
            "collector: "
                + sample.label("exporter")
                + ": "
                + count
                + " "
                + thing(sample, "enqueue_failed_")
                + " did not fit into the queue; senders try again");
      } else if (sample.name().startsWith("otelcol_receiver_refused_")) {
        findings.add(
            "collector: "
                + sample.label("receiver")
                + ": "
                + count
                + " "
                + thing(sample, "refused_")
                + " refused; senders try again");
      } else if (sample.name().equals("otelcol_exporter_queue_size")) {
        queue(sample, findings);
      }
    }
    return findings;
  }

  private void queue(Sample size, List<String> findings) {
    for (Sample capacity : samples) {
      if (capacity.name().equals("otelcol_exporter_queue_capacity")
          && capacity.labels().equals(size.labels())
          && size.value() > NEARLY_FULL * capacity.value()) {
        findings.add(
            String.format(
                Locale.ROOT,
                "collector: %s: the queue is %.0f %% full: its backend does not take what comes",
                size.label("exporter"),
                100 * size.value() / capacity.value()));
      }
    }
  }

  /** {@code log records} of {@code otelcol_exporter_send_failed_log_records}. */
  private static String thing(Sample sample, String after) {
    return sample.name().substring(sample.name().indexOf(after) + after.length()).replace('_', ' ');
  }
}
