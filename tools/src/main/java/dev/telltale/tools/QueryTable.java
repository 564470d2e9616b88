package dev.telltale.tools;

import dev.telltale.tools.remote.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The answer to a SELECT as a table for people. */
record QueryTable(List<String> columns, List<List<String>> rows) {
  private static final String XSD_STRING = "http://www.w3.org/2001/XMLSchema#string";

  static QueryTable of(JsonNode results) {
    List<String> columns = new ArrayList<>();
    results.path("head").path("vars").forEach(name -> columns.add(name.asString()));
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : results.path("results").path("bindings")) {
      rows.add(columns.stream().map(column -> term(row.path(column))).toList());
    }
    return new QueryTable(columns, rows);
  }

  void print(PrintWriter out) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                i ->
                    Math.max(
                        length(columns.get(i)),
                        rows.stream().mapToInt(row -> length(row.get(i))).max().orElse(0)))
            .toArray();
    out.println(line(columns, widths));
    out.println(line(IntStream.of(widths).mapToObj("─"::repeat).toList(), widths));
    rows.forEach(row -> out.println(line(row, widths)));
    out.println(rows.size() == 1 ? "1 row" : rows.size() + " rows");
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) line.append("  ");
      line.append(cells.get(i)).append(" ".repeat(widths[i] - length(cells.get(i))));
    }
    return line.toString().stripTrailing();
  }

  /** A number or text without its datatype, everything else as N-Triples has it. */
  private static String term(JsonNode term) {
    String value = oneLine(term.path("value").asString(""));
    return switch (term.path("type").asString("")) {
      case "uri" -> "<" + value + ">";
      case "bnode" -> "_:" + value;
      case "literal", "typed-literal" -> literal(value, term);
      default -> ""; // not bound in this row
    };
  }

  private static String literal(String value, JsonNode term) {
    String language = term.path("xml:lang").asString("");
    if (!language.isEmpty()) return '"' + value + "\"@" + language;
    String datatype = term.path("datatype").asString(XSD_STRING);
    return datatype.equals(XSD_STRING) ? '"' + value + '"' : value;
  }

  private static String oneLine(String value) {
    return PlainText.of(
        value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t"));
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
