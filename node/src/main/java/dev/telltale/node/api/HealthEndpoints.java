package dev.telltale.node.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /health}, {@code /health/live} and {@code /health/ready}.
 *
 * <p>Ready means that requests are served. Telemetry is shown and never decides: a node without its
 * collector is a healthy node.
 */
public final class HealthEndpoints {
  /**
   * One part without which nothing can be served.
   *
   * @param look throws when it does not work
   */
  public record Check(String name, Runnable look) {}

  private final List<Check> checks;
  private final Supplier<Map<String, Object>> telemetry;

  /**
   * Made of the node's parts.
   *
   * @param checks in the order in which they are shown
   * @param telemetry the state of each signal, as it is shown
   */
  public HealthEndpoints(List<Check> checks, Supplier<Map<String, Object>> telemetry) {
    this.checks = checks;
    this.telemetry = telemetry;
  }

  ApiResponse live(ApiRequest request) {
    return Json.answer(200, Map.of("status", "live"));
  }

  ApiResponse ready(ApiRequest request) {
    Map<String, String> results = results();
    boolean ready = results.values().stream().allMatch("ok"::equals);
    return Json.answer(
        ready ? 200 : 503, Json.object("status", ready ? "ready" : "not ready", "checks", results));
  }

  ApiResponse health(ApiRequest request) {
    Map<String, String> results = results();
    boolean healthy = results.values().stream().allMatch("ok"::equals);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", healthy ? "healthy" : "unhealthy");
    answer.put("checks", results);
    answer.put("telemetry", telemetry.get());
    return Json.answer(healthy ? 200 : 503, answer);
  }

  private Map<String, String> results() {
    Map<String, String> results = new LinkedHashMap<>();
    for (Check check : checks) {
      try {
        check.look().run();
        results.put(check.name(), "ok");
      } catch (RuntimeException e) {
        results.put(check.name(), String.valueOf(e.getMessage()));
      }
    }
    return results;
  }
}
