package dev.telltale.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether data gets through a running stack, which is more than that its processes are up. */
public final class StackHealth {
  private static final int LIMIT_MILLIS = 1_000;

  private final StackEnv env;
  private final DetachedStack stack;

  public StackHealth(StackEnv env, DetachedStack stack) {
    this.env = env;
    this.stack = stack;
  }

  /** One sentence for each thing that is wrong; empty when all is well. */
  public List<String> findings() throws IOException {
    List<String> findings = new ArrayList<>();
    for (ServerStatus status : stack.status()) {
      if (!status.fine()) {
        String note = status.note().isEmpty() ? "" : "; " + status.note();
        findings.add(status.server().label() + ": expected ready, found " + status.state() + note);
      } else if (status.server() == StackServer.COLLECTOR) {
        findings.addAll(collectorFindings());
      }
    }
    return findings;
  }

  private List<String> collectorFindings() {
    URI url = URI.create("http://127.0.0.1:" + env.port("COLLECTOR_METRICS_PORT") + "/metrics");
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      try (var page = connection.getInputStream()) {
        return new CollectorMetrics(new String(page.readAllBytes(), StandardCharsets.UTF_8))
            .findings();
      }
    } catch (IOException e) {
      return List.of("collector: expected its own metrics at " + url + ", found " + e.getMessage());
    }
  }
}
