package dev.telltale.stack.panels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Grafana dashboard file, as far as it says what to ask and how to show it. */
public record Dashboard(String title, List<Panel> panels) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Reads a dashboard in Grafana's classic form, rows not collapsed. */
  public static Dashboard read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + ": expected JSON, found " + e.getOriginalMessage(), e);
    }
    List<Panel> panels = new ArrayList<>();
    String row = "";
    for (JsonNode panel : root.path("panels")) {
      String title = panel.path("title").asString("");
      if (panel.path("type").asString("").equals("row")) {
        row = title;
        continue;
      }
      try {
        panels.add(panel(row, title, panel));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": " + title + ": " + e.getMessage(), e);
      }
    }
    if (panels.isEmpty()) throw new IOException(file + ": expected panels, found none");
    return new Dashboard(root.path("title").asString(""), List.copyOf(panels));
  }

  private static Panel panel(String row, String title, JsonNode panel) {
    JsonNode fields = panel.path("fieldConfig");
    List<PanelQuery> queries = new ArrayList<>();
    for (JsonNode target : panel.path("targets")) {
      queries.add(query(target));
    }
    return new Panel(
        row,
        title,
        panel.path("description").asString(""),
        PanelKind.of(panel.path("type").asString("")),
        ValueFormat.of(fields),
        fields.path("defaults").path("noValue").asString(""),
        List.copyOf(queries));
  }

  private static PanelQuery query(JsonNode target) {
    String type = target.path("datasource").path("type").asString("");
    PanelQuery.Language language =
        switch (type) {
          case "prometheus" -> PanelQuery.Language.PROMQL;
          case "loki" -> PanelQuery.Language.LOGQL;
          default ->
              throw new IllegalArgumentException(
                  "expected a data source of type prometheus or loki, found " + type);
        };
    boolean instant =
        target.path("instant").asBoolean(false)
            || target.path("queryType").asString("").equals("instant");
    return new PanelQuery(
        language,
        target.path("expr").asString(""),
        target.path("legendFormat").asString(""),
        instant);
  }
}
