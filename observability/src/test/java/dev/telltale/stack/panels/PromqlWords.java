package dev.telltale.stack.panels;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names in a PromQL expression: what it selects, and the labels it groups by. */
record PromqlWords(List<Selector> selectors, List<String> groupedBy) {
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\$?[a-zA-Z_:][\\w:]*|[0-9][\\w.:]*|[=!]~|!=|\\S");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "bool", "offset", "NaN", "Inf");

  /** One metric with its label matchers. */
  record Selector(String metric, List<Matcher> matchers) {}

  record Matcher(String label, String operator, String value) {
    /** The values it compares with; of a regular expression, its alternatives. */
    List<String> values() {
      return operator.endsWith("~") ? List.of(value.split("\\|", -1)) : List.of(value);
    }
  }

  static PromqlWords of(String expression) {
    List<String> tokens = TOKEN.matcher(expression).results().map(m -> m.group()).toList();
    List<Selector> selectors = new ArrayList<>();
    List<String> groupedBy = new ArrayList<>();
    int at = 0;
    while (at < tokens.size()) {
      String token = tokens.get(at);
      String next = at + 1 < tokens.size() ? tokens.get(at + 1) : "";
      if (GROUPING.contains(token) && next.equals("(")) {
        for (at += 2; !tokens.get(at).equals(")"); at++) {
          if (!tokens.get(at).equals(",")) groupedBy.add(tokens.get(at));
        }
      } else if (NAME.matcher(token).matches()
          && !KEYWORDS.contains(token)
          && !GROUPING.contains(token)
          && !GROUPING.contains(next)
          && !next.equals("(")) {
        List<Matcher> matchers = new ArrayList<>();
        if (next.equals("{")) {
          for (at += 2; !tokens.get(at).equals("}"); at++) {
            if (tokens.get(at).equals(",")) continue;
            matchers.add(matcher(tokens.get(at), tokens.get(at + 1), tokens.get(at + 2)));
            at += 2;
          }
        }
        selectors.add(new Selector(token, matchers));
      } else if (token.equals("{")) {
        throw new IllegalArgumentException(expression + ": expected a metric before {");
      }
      at++;
    }
    return new PromqlWords(selectors, groupedBy);
  }

  private static Matcher matcher(String label, String operator, String quoted) {
    return new Matcher(label, operator, quoted.substring(1, quoted.length() - 1));
  }
}
