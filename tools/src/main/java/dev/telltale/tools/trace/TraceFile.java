package dev.telltale.tools.trace;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Collector's file of spans: one OTLP request a line; older ones beside it. */
record TraceFile(Path file) implements TraceSource {

  @Override
  public List<SpanRecord> spans(String traceId) throws IOException {
    List<SpanRecord> spans = new ArrayList<>();
    for (Path each : newestFirst()) {
      JsonLines.read(
          each,
          line -> line.contains(traceId),
          request ->
              OtlpJson.spans(
                  request,
                  span -> {
                    if (span.traceId().equals(traceId)) spans.add(span);
                  }));
    }
    return spans;
  }

  @Override
  public Optional<Newest> newestAbout(String ual) throws IOException {
    Map<String, Long> ingested = new HashMap<>();
    Map<String, Boolean> about = new HashMap<>();
    for (Path each : newestFirst()) {
      JsonLines.read(
          each,
          line -> line.contains(INGEST) || line.contains(ual),
          request ->
              OtlpJson.spans(
                  request,
                  span -> {
                    if (span.name().equals(INGEST)) began(ingested, span);
                    if (span.attribute("ual").equals(ual)) {
                      about.merge(
                          span.traceId(), PUBLISH.contains(span.name()), Boolean::logicalOr);
                    }
                  }));
      // Older files may have the publish of what newer ones only read.
      if (about.entrySet().stream()
          .anyMatch(e -> e.getValue() && ingested.containsKey(e.getKey()))) {
        break;
      }
    }
    return about.entrySet().stream()
        .filter(each -> ingested.containsKey(each.getKey()))
        .map(each -> new Newest(each.getKey(), each.getValue(), began(ingested, each.getKey())))
        .max(Newest.BEST);
  }

  @Override
  public Optional<Newest> newest() throws IOException {
    Map<String, Long> ingested = new HashMap<>();
    for (Path each : newestFirst()) {
      JsonLines.read(
          each,
          line -> line.contains(INGEST),
          request ->
              OtlpJson.spans(
                  request,
                  span -> {
                    if (span.name().equals(INGEST) && span.isRoot()) began(ingested, span);
                  }));
      if (!ingested.isEmpty()) break;
    }
    return ingested.entrySet().stream()
        .map(each -> new Newest(each.getKey(), false, each.getValue()))
        .max(Newest.BEST);
  }

  @Override
  public String words() {
    return "the Collector's trace file";
  }

  @Override
  public String where() {
    return file.toString();
  }

  private static long began(Map<String, Long> ingested, String traceId) {
    return ingested.getOrDefault(traceId, 0L);
  }

  private static void began(Map<String, Long> ingested, SpanRecord span) {
    ingested.merge(span.traceId(), span.startNanos(), Math::max);
  }

  /** The file, then what it was rotated to: {@code traces-2026-11-21T10-00-00.000.jsonl}. */
  private List<Path> newestFirst() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) return List.of();
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    String beginning = name.substring(0, dot) + "-";
    String ending = name.substring(dot);
    List<Path> rotated = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            each -> {
              String other = String.valueOf(each.getFileName());
              return other.startsWith(beginning) && other.endsWith(ending);
            })) {
      files.forEach(rotated::add);
    }
    rotated.sort(Comparator.reverseOrder());
    if (Files.isRegularFile(file)) rotated.add(0, file);
    return rotated;
  }
}
