package dev.telltale.stack.panels;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The panels of a dashboard, to be read from real servers. Safe for use by many threads. */
public final class Panels {
  private static final int CURVE_COLUMNS = 30;
  private static final int LOG_LINES = 200;

  private final Dashboard dashboard;

  private Panels(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  /** Those of a Grafana dashboard file. */
  public static Panels of(Path dashboard) throws IOException {
    return new Panels(Dashboard.read(dashboard));
  }

  public Dashboard dashboard() {
    return dashboard;
  }

  /** Asks every query of every panel; a query that fails is that panel's problem and no other's. */
  public List<PanelReading> read(Endpoints endpoints, Scope scope) {
    QueryServer prometheus = new QueryServer(endpoints.prometheus());
    QueryServer loki = new QueryServer(endpoints.loki());
    List<PanelReading> readings = new ArrayList<>();
    for (Panel panel : dashboard.panels()) {
      readings.add(read(panel, prometheus, loki, scope));
    }
    return readings;
  }

  private static PanelReading read(
      Panel panel, QueryServer prometheus, QueryServer loki, Scope scope) {
    List<SeriesReading> series = new ArrayList<>();
    List<LogLine> lines = new ArrayList<>();
    try {
      for (PanelQuery query : panel.queries()) {
        boolean promql = query.language() == PanelQuery.Language.PROMQL;
        JsonNode data =
            promql ? askPrometheus(prometheus, query, scope) : askLoki(loki, query, scope);
        if (panel.kind() == PanelKind.LOGS) {
          lines.addAll(Answers.lines(data));
        } else {
          Answers.series(data).forEach(one -> series.add(reading(panel, query, one, scope)));
        }
      }
    } catch (QueryException e) {
      return new PanelReading(panel, List.of(), List.of(), e.getMessage());
    }
    return new PanelReading(panel, List.copyOf(series), List.copyOf(lines), null);
  }

  private static SeriesReading reading(Panel panel, PanelQuery query, Series series, Scope scope) {
    String legend = series.named(query.legend());
    double from = scope.from().getEpochSecond();
    double until = scope.until().getEpochSecond();
    long steps = scope.range().dividedBy(scope.step());
    int columns = (int) Math.min(CURVE_COLUMNS, steps);
    return new SeriesReading(
        legend.isEmpty() ? panel.title() : legend,
        panel.format().show(legend, series.last()),
        panel.format().show(legend, series.max()),
        query.instant() ? "" : series.sparkline(from, until, columns));
  }

  private static JsonNode askPrometheus(QueryServer prometheus, PanelQuery query, Scope scope)
      throws QueryException {
    String expression = scope.applyTo(query.expression());
    if (query.instant()) {
      return prometheus.ask(
          "/api/v1/query", Map.of("query", expression, "time", seconds(scope.until())));
    }
    return prometheus.ask(
        "/api/v1/query_range",
        Map.of(
            "query",
            expression,
            "start",
            seconds(scope.from()),
            "end",
            seconds(scope.until()),
            "step",
            scope.step().toSeconds() + "s"));
  }

  private static JsonNode askLoki(QueryServer loki, PanelQuery query, Scope scope)
      throws QueryException {
    String expression = scope.applyTo(query.expression());
    if (query.instant()) {
      return loki.ask(
          "/loki/api/v1/query", Map.of("query", expression, "time", nanos(scope.until())));
    }
    return loki.ask(
        "/loki/api/v1/query_range",
        Map.of(
            "query",
            expression,
            "start",
            nanos(scope.from()),
            "end",
            nanos(scope.until()),
            "step",
            scope.step().toSeconds() + "s",
            "limit",
            String.valueOf(LOG_LINES),
            "direction",
            "backward"));
  }

  private static String seconds(Instant time) {
    return time.getEpochSecond() + "." + String.format("%03d", time.getNano() / 1_000_000);
  }

  private static String nanos(Instant time) {
    return time.getEpochSecond() + String.format("%09d", time.getNano());
  }
}
