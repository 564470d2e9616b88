package dev.telltale.telemetry.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * One {@code --set key=value} of the command line.
 *
 * @param path the key's parts: {@code telemetry.traces.enabled} has three
 * @param text as typed, whatever type it turns out to be
 */
record SetOption(List<String> path, String text) {
  /** Null, and a problem, when it is not of that form. */
  static @Nullable SetOption parse(String option, Problems problems) {
    int equals = endOfKey(option);
    if (equals <= 0) {
      // What stands there may be a value whose key was forgotten.
      problems.add(Origin.COMMAND_LINE, "", "expected key=value, found no key or no =");
      return null;
    }
    TomlParseResult parsed = Toml.parse(option.substring(0, equals) + "= 0");
    Set<List<String>> paths = parsed.keyPathSet();
    if (parsed.hasErrors() || paths.size() != 1) {
      problems.add(
          Origin.COMMAND_LINE,
          "",
          "expected key=value, found a key that is not TOML; parts with other characters than"
              + " letters, digits, _ and - need quotes");
      return null;
    }
    return new SetOption(paths.iterator().next(), option.substring(equals + 1).strip());
  }

  /** The first = outside of quotes. */
  private static int endOfKey(String option) {
    char quote = 0;
    for (int i = 0; i < option.length(); i++) {
      char c = option.charAt(i);
      if (quote == 0 && c == '=') {
        return i;
      }
      if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
    }
    return -1;
  }
}
