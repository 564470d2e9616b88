package dev.telltale.tools.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The results of all runs so far: a JSON object a line, the newest last. Safe for many threads. */
final class ResultsFile {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  ResultsFile(Path file) {
    this.file = file;
  }

  synchronized void add(Result result) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        JSON.writeValueAsString(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** All of them. */
  synchronized List<Result> read() throws IOException {
    List<Result> results = new ArrayList<>();
    if (!Files.exists(file)) return results;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      try {
        results.add(JSON.readValue(line, Result.class));
      } catch (JacksonException e) {
        throw new IOException(
            file + ":" + number + ": expected a result, found " + e.getOriginalMessage(), e);
      }
    }
    return results;
  }

  /** The newest result of each case and each control, by name. */
  Map<String, Result> newest() throws IOException {
    Map<String, Result> newest = new LinkedHashMap<>();
    for (Result result : read()) newest.put(result.name(), result);
    return newest;
  }

  Path file() {
    return file;
  }
}
