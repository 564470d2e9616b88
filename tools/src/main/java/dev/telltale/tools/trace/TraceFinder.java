package dev.telltale.tools.trace;

import dev.telltale.tools.remote.RemoteServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a trace and its log lines: in Tempo and Loki where they answer, else in the files that the
 * Collector and the nodes write.
 */
public final class TraceFinder {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final List<TraceSource> traces;
  private final List<LogSource> logs;

  public TraceFinder(TelemetrySources sources) {
    traces =
        List.of(
            new TempoTraces(new RemoteServer(sources.tempo(), "Tempo", LIMIT)),
            new TraceFile(sources.traceFile()));
    logs =
        List.of(
            new LokiLogs(new RemoteServer(sources.loki(), "Loki", LIMIT)),
            new LogFiles(sources.logs()));
  }

  /** {@code traceId} is 32 hex digits, lower case. */
  public FoundTrace byId(String traceId) throws IOException {
    return find("trace " + traceId, source -> Optional.of(traceId));
  }

  /** The newest trace that began with a request to a node and is about {@code ual}. */
  public FoundTrace about(String ual) throws IOException {
    return find("a trace about " + ual, source -> source.newestAbout(ual));
  }

  /** The newest trace that began with a request to a node. */
  public FoundTrace newest() throws IOException {
    return find("a trace of a request to a node", TraceSource::newest);
  }

  private interface Lookup {
    Optional<String> in(TraceSource source) throws IOException;
  }

  private FoundTrace find(String wanted, Lookup lookup) throws IOException {
    List<String> searched = new ArrayList<>();
    for (TraceSource source : traces) {
      try {
        Optional<String> traceId = lookup.in(source);
        if (traceId.isPresent()) {
          List<SpanRecord> spans = distinct(source.spans(traceId.get()));
          if (!spans.isEmpty()) return withLines(traceId.get(), spans, source);
        }
        searched.add("none in " + source.where());
      } catch (IOException e) {
        searched.add(e.getMessage());
      }
    }
    throw new IOException(
        "trace: expected " + wanted + ", found none:\n  " + String.join("\n  ", searched));
  }

  private FoundTrace withLines(String traceId, List<SpanRecord> spans, TraceSource source) {
    FoundTrace bare = new FoundTrace(traceId, spans, List.of(), "");
    List<String> without = new ArrayList<>();
    for (LogSource log : logs) {
      try {
        List<LogLine> lines = log.lines(traceId, bare.startNanos(), bare.endNanos());
        if (!lines.isEmpty()) {
          return new FoundTrace(traceId, spans, lines, source.words() + " and " + log.words());
        }
        without.add(log.words());
      } catch (IOException e) {
        without.add(e.getMessage());
      }
    }
    String why = "; no log lines: " + String.join("; ", without);
    return new FoundTrace(traceId, spans, List.of(), source.words() + why);
  }

  /** Each span once, the oldest first: what a sender repeats is in the file twice. */
  private static List<SpanRecord> distinct(List<SpanRecord> spans) {
    Map<String, SpanRecord> once = new LinkedHashMap<>();
    spans.forEach(span -> once.putIfAbsent(span.spanId(), span));
    return once.values().stream().sorted(Comparator.comparingLong(SpanRecord::startNanos)).toList();
  }
}
