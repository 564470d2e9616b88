package dev.telltale.tools.trace;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The nodes' log files: JSON lines.
 *
 * @param pattern of their paths; * within a name, ** over folders
 */
record LogFiles(String pattern) implements LogSource {

  @Override
  public List<LogLine> lines(String traceId, long fromNanos, long toNanos) throws IOException {
    List<LogLine> found = new ArrayList<>();
    for (Path file : files()) {
      JsonLines.read(
          file,
          line -> line.contains(traceId),
          line -> {
            if (line.path("trace_id").asString("").equals(traceId)) found.add(line(line));
          });
    }
    found.sort(Comparator.comparingLong(LogLine::atNanos));
    return found;
  }

  @Override
  public String words() {
    return "the nodes' log files";
  }

  private static LogLine line(JsonNode line) {
    return new LogLine(
        nanos(line.path("@timestamp").asString("")),
        line.path("level").asString(""),
        line.path("message").asString(""),
        line.path("service.instance.id").asString(""),
        line.path("span_id").asString(""));
  }

  private static long nanos(String timestamp) {
    try {
      Instant at = OffsetDateTime.parse(timestamp).toInstant();
      return at.getEpochSecond() * 1_000_000_000 + at.getNano();
    } catch (DateTimeException e) {
      return 0; // another writer's clock: the line still belongs to its span
    }
  }

  private List<Path> files() throws IOException {
    Path fixed = Path.of(pattern.replaceFirst("[*?\\[{].*", "-")).toAbsolutePath().getParent();
    if (fixed == null || !Files.isDirectory(fixed)) return List.of();
    PathMatcher matcher =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + Path.of("").toAbsolutePath().resolve(pattern));
    int levels = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
    try (Stream<Path> all = Files.walk(fixed, levels)) {
      return all.filter(file -> matcher.matches(file) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }
}
