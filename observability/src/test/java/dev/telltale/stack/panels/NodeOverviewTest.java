package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped dashboard, as far as it can be judged without a server. */
class NodeOverviewTest {
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
  private static final Pattern STREAM_LABEL = Pattern.compile("\\{(\\w+)=~\"\\$instance\"}");

  static Stream<NodeOverview.PanelAndQuery> metricQueries() {
    return NodeOverview.queries(PanelQuery.Language.PROMQL);
  }

  static Stream<NodeOverview.PanelAndQuery> logQueries() {
    return NodeOverview.queries(PanelQuery.Language.LOGQL);
  }

  static Stream<Panel> panels() {
    return NodeOverview.panels();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("metricQueries")
  void query_namesOnlyWhatTheNodeEmits(NodeOverview.PanelAndQuery each) {
    assertThat(Vocabulary.problems(each.query().expression())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("metricQueries")
  void legend_namesOnlyLabelsThatTheQueryKeeps(NodeOverview.PanelAndQuery each) {
    List<String> named =
        LEGEND_LABEL.matcher(each.query().legend()).results().map(m -> m.group(1)).toList();
    String expression = each.query().expression();
    List<String> kept = new ArrayList<>(PromqlWords.of(expression).groupedBy());
    if (expression.startsWith("label_replace(")) kept.addAll(named);

    assertThat(kept).containsAll(named);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("logQueries")
  void logQuery_asksForTheChosenNodes(NodeOverview.PanelAndQuery each) {
    assertThat(STREAM_LABEL.matcher(each.query().expression()).results().map(m -> m.group(1)))
        .isNotEmpty()
        .containsOnly("service_instance_id");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("panels")
  void panel_saysWhatIsNormalAndWhatToDo(Panel panel) {
    assertThat(panel.description()).contains("Normal: ").matches("(?s).*(: |\\? ).+\\.");
    assertThat(panel.noValue()).isNotBlank().doesNotContainIgnoringCase("no data");
    assertThat(panel.queries()).isNotEmpty();
  }

  @Test
  void dashboard_isWhatDocumentsAndLinksCallIt() throws Exception {
    JsonNode root = JsonMapper.builder().build().readTree(Files.readString(NodeOverview.FILE));

    assertThat(root.path("uid").asString()).isEqualTo("node-overview");
    assertThat(root.path("title").asString()).isEqualTo("Node Overview");
    assertThat(root.path("refresh").asString()).isEqualTo("10s");
    assertThat(root.path("time").path("from").asString()).isEqualTo("now-15m");
    assertThat(root.path("templating").path("list").findValuesAsString("name"))
        .containsExactly("metrics", "logs", "traces", "instance");
  }

  @Test
  void panels_lieOnTheGridWithoutOverlap() throws Exception {
    JsonNode root = JsonMapper.builder().build().readTree(Files.readString(NodeOverview.FILE));
    Set<String> taken = new HashSet<>();

    for (JsonNode panel : root.path("panels")) {
      JsonNode at = panel.path("gridPos");
      for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(taken.add(x + "," + y)).as(panel.path("title").asString()).isTrue();
          assertThat(x).isLessThan(24);
        }
      }
    }
  }

  @Test
  void panelsWithNumbers_haveAUnitAndColoursThatMeanSomething() throws Exception {
    JsonNode root = JsonMapper.builder().build().readTree(Files.readString(NodeOverview.FILE));

    for (JsonNode panel : root.path("panels")) {
      JsonNode defaults = panel.path("fieldConfig").path("defaults");
      if (panel.path("type").asString().equals("row")) continue;
      assertThat(defaults.path("unit").asString(""))
          .as(panel.path("title").asString())
          .isNotEmpty();
      assertThat(defaults.path("thresholds").path("steps").size()).isPositive();
    }
  }
}
