package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.stack.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The shipped dashboard's expressions, judged by Prometheus' own tool. */
class NodeOverviewSyntaxIT {
  @TempDir Path folder;

  @Test
  void everyMetricExpression_isOneThatPrometheusParses() throws Exception {
    Scope scope = new Scope(".+", Duration.ofMinutes(15), Instant.now());
    List<Map<String, String>> rules =
        NodeOverview.queries(PanelQuery.Language.PROMQL)
            .map(each -> scope.applyTo(each.query().expression()))
            .map(expression -> Map.of("record", "panel", "expr", expression))
            .toList();

    assertThat(rules).hasSizeGreaterThan(15);
    assertThat(promtool(rules)).contains("SUCCESS: " + rules.size() + " rules found");
  }

  @Test
  void anExpressionThatIsNone_isFound() throws Exception {
    assertThat(promtool(List.of(Map.of("record", "panel", "expr", "sum(rate(up[5m])"))))
        .contains("FAILED");
  }

  /** Rules are judged all at once; each expression stands as one. */
  private String promtool(List<Map<String, String>> rules) throws Exception {
    try (TestServers servers = new TestServers(folder, false)) {
      Path file = folder.resolve("rules.yml"); // JSON is YAML
      Map<String, Object> group = Map.of("name", "panels", "rules", rules);
      Files.writeString(
          file, JsonMapper.builder().build().writeValueAsString(Map.of("groups", List.of(group))));
      Process process =
          new ProcessBuilder(
                  servers.promtool().toString(), "check", "rules", "--lint=none", file.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    }
  }
}
