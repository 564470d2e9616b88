package dev.telltale.tools.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files with a JSON object on each line, read line by line: they may be larger than memory. */
final class JsonLines {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Gives {@code each} the lines whose text {@code wanted} takes. A line that is no JSON is left
   * out: a writer may be in the middle of the last one, and one was when its process was killed.
   */
  static void read(Path file, Predicate<String> wanted, Consumer<JsonNode> each)
      throws IOException {
    // Not Files.newBufferedReader: that one throws at a character cut in half.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!wanted.test(line)) continue;
        JsonNode value;
        try {
          value = JSON.readTree(line);
        } catch (JacksonException e) {
          continue;
        }
        each.accept(value);
      }
    }
  }

  private JsonLines() {}
}
