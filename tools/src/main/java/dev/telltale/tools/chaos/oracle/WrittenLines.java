package dev.telltale.tools.chaos.oracle;

import dev.telltale.tools.chaos.sink.Arrivals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log files of a node, read as any other program would.
 *
 * @param lines which numbered lines stand there
 * @param all how many lines stand there, of any kind
 * @param torn how many of them are no JSON
 */
public record WrittenLines(Arrivals lines, long all, long torn) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Reads the file and those it was rotated to. */
  public static WrittenLines read(Path file) throws IOException {
    Arrivals lines = Arrivals.ofLines();
    long all = 0;
    long torn = 0;
    for (Path one : withRotated(file)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(one), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          all++;
          if (!note(line, lines)) torn++;
        }
      }
    }
    return new WrittenLines(lines, all, torn);
  }

  private static List<Path> withRotated(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (Stream<Path> files = Files.list(file.toAbsolutePath().getParent())) {
      return files.filter(one -> one.getFileName().toString().startsWith(name)).sorted().toList();
    }
  }

  private static boolean note(String line, Arrivals lines) {
    try {
      JsonNode json = JSON.readTree(line);
      String id = json.path("chaos_id").asString("");
      String message = json.path("message").asString("");
      if (!id.isEmpty()) lines.chaos(id, message.substring(message.lastIndexOf(' ') + 1));
      return json.isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
