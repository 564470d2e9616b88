package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.collector.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a dashboard reads, with servers that answer what the test tells them. */
class PanelsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");
  private static final String DASHBOARD =
      """
      {"title": "Small", "panels": [
        {"type": "stat", "title": "Commands now", "datasource": {"type": "prometheus"},
         "fieldConfig": {"defaults": {"unit": "suffix: /s", "decimals": 2, "noValue": "no metrics"}},
         "targets": [{"expr": "now{i=~\\"$instance\\"}", "instant": true, "datasource": {"type": "prometheus"}}]},
        {"type": "row", "title": "Over time"},
        {"type": "timeseries", "title": "Latency p95",
         "fieldConfig": {"defaults": {"unit": "s", "noValue": "no metrics"}},
         "targets": [{"expr": "rate(x[$__rate_interval])", "legendFormat": "{{command}}", "datasource": {"type": "prometheus"}}]},
        {"type": "logs", "title": "Node log", "fieldConfig": {"defaults": {"noValue": "no log lines"}},
         "targets": [{"expr": "{a=~\\".+\\"}", "queryType": "range", "datasource": {"type": "loki"}}]}
      ]}
      """;
  private static final String VECTOR =
      "{'resultType':'vector','result':[{'metric':{},'value':[1,'0.424']}]}";
  private static final String MATRIX =
      "{'resultType':'matrix','result':[{'metric':{'command':'run_query'},"
          + "'values':[[1795255200,'NaN'],[1795255800,'0.02'],[1795256070,'0.04']]}]}";
  private static final String STREAMS =
      "{'resultType':'streams','result':[{'stream':{'detected_level':'warn','trace_id':'5b8efff798038103d269b633813fc60c'},"
          + "'values':[['1795256040000000000','two\\u001b[2Jlines\\nin one']]}]}";

  @TempDir Path folder;

  @Test
  void panels_readAsTextOf100Columns() throws Exception {
    try (FakeServer prometheus =
            new FakeServer()
                .answer("/api/v1/query", success(VECTOR))
                .answer("/api/v1/query_range", success(MATRIX));
        FakeServer loki = new FakeServer().answer("/loki/api/v1/query_range", success(STREAMS))) {

      assertThat(text(prometheus.url(), loki.url()))
          .isEqualTo(
              """
              Commands now            0.42 /s

              Over time ──────────────────────────────────────────────────────────────────────────────────────────

              Latency p95                                        now           max
                run_query                                      40 ms         40 ms  ····················▅········█

              Node log
                10:14:00 warn  two [2Jlines in one                                                        5b8efff7\
              """);
      assertThat(prometheus.asked()).anyMatch(asked -> asked.contains("now{i=~\"a|b\\\\d\"}"));
      assertThat(prometheus.asked()).anyMatch(asked -> asked.contains("rate(x[60s])"));
    }
  }

  @Test
  void anEmptyAnswer_isNoAnswer() throws Exception {
    try (FakeServer server =
        new FakeServer()
            .answer("/api/v1/query", success("{'resultType':'vector','result':[]}"))
            .answer("/api/v1/query_range", success("{'resultType':'matrix','result':[]}"))
            .answer("/loki/api/v1/query_range", success("{'resultType':'streams','result':[]}"))) {

      assertThat(complaints(server.url(), server.url()))
          .containsExactly(
              "Commands now: NO DATA: no metrics",
              "Latency p95: NO DATA: no metrics",
              "Node log: NO DATA: no log lines");
    }
  }

  @Test
  void aQueryThatFails_isThatPanelsProblemAlone() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + FreePorts.take(1).get(0));
    try (FakeServer server =
        new FakeServer()
            .answer("/api/v1/query", success(VECTOR))
            .answerWith(
                400, "/api/v1/query_range", "{\"status\":\"error\",\"error\":\"parse error\"}")) {

      assertThat(complaints(server.url(), nobody))
          .containsExactly(
              "Latency p95: " + server.url() + ": expected 200, found 400 parse error",
              "Node log: " + nobody + ": expected a server, found nobody listening");
    }
  }

  @Test
  void aServerThatIsNoPrometheus_isNamed() throws Exception {
    try (FakeServer server = new FakeServer().answer("/api/v1/query", "<html>hello</html>")) {
      assertThat(complaints(server.url(), server.url()))
          .contains(
              "Commands now: " + server.url() + ": expected JSON, found 200 <html>hello</html>");
    }
  }

  @Test
  void aFileThatIsNoDashboard_isRefusedWithItsPlace() throws Exception {
    Path file = Files.writeString(folder.resolve("x.json"), DASHBOARD.replace("\"s\"", "\"ms\""));

    assertThatThrownBy(() -> Panels.of(file))
        .isInstanceOf(IOException.class)
        .hasMessage(
            file
                + ": Latency p95: expected the unit none, s, percentunit, bytes or suffix:…, found ms");
  }

  private List<PanelReading> read(URI prometheus, URI loki) throws IOException {
    Path file = Files.writeString(folder.resolve("small.json"), DASHBOARD);
    return Panels.of(file)
        .read(new Endpoints(prometheus, loki), new Scope("a|b\\d", Duration.ofMinutes(15), NOW));
  }

  private String text(URI prometheus, URI loki) throws IOException {
    PanelsText text = new PanelsText(false, ZoneOffset.UTC);
    return text.lines(read(prometheus, loki)).stream()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  private List<String> complaints(URI prometheus, URI loki) throws IOException {
    return read(prometheus, loki).stream()
        .filter(reading -> !reading.answered())
        .map(PanelReading::complaint)
        .toList();
  }

  private static String success(String data) {
    return "{\"status\":\"success\",\"data\":" + data.replace('\'', '"') + "}";
  }
}
