package dev.telltale.node.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /health}, {@code /health/live} and {@code /health/ready}.
 *
 * <p>Ready means that requests are served. Telemetry is shown and never decides: a node without its
 * collector is a healthy node.
 */
public final class HealthEndpoints {
  /** One part without which nothing can be served; throws when it does not work. */
  public interface Check {
    void run();
  }

  private final Map<String, Check> checks;
  private final Supplier<Map<String, Object>> telemetry;

  /**
   * Made of the node's parts.
   *
   * @param checks by name
   * @param telemetry the state of each signal, as it is shown
   */
  public HealthEndpoints(Map<String, Check> checks, Supplier<Map<String, Object>> telemetry) {
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
        ready ? 200 : 503, Map.of("status", ready ? "ready" : "not ready", "checks", results));
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
    checks.forEach(
        (name, check) -> {
          try {
            check.run();
            results.put(name, "ok");
          } catch (RuntimeException e) {
            results.put(name, String.valueOf(e.getMessage()));
          }
        });
    return results;
  }
}
