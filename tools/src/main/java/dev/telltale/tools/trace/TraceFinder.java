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
    List<String> searched = new ArrayList<>();
    for (TraceSource source : traces) {
      try {
        List<SpanRecord> spans = distinct(source.spans(traceId));
        if (!spans.isEmpty()) return withLines(traceId, spans, source);
        searched.add("none in " + source.where());
      } catch (IOException e) {
        searched.add(e.getMessage());
      }
    }
    throw none("trace " + traceId, searched);
  }

  /** The trace that published {@code ual}, else the newest request about it. */
  public FoundTrace about(String ual) throws IOException {
    return find("a trace about " + ual, source -> source.newestAbout(ual));
  }

  /** The newest trace that began with a request to a node. */
  public FoundTrace newest() throws IOException {
    return find("a trace of a request to a node", TraceSource::newest);
  }

  private interface Lookup {
    Optional<Newest> in(TraceSource source) throws IOException;
  }

  /** Asks every source: Tempo's search may be 10 s behind what the file already has. */
  private FoundTrace find(String wanted, Lookup lookup) throws IOException {
    List<String> searched = new ArrayList<>();
    List<Newest> found = new ArrayList<>();
    for (TraceSource source : traces) {
      try {
        Optional<Newest> newest = lookup.in(source);
        newest.ifPresent(found::add);
        if (newest.isEmpty()) searched.add("none in " + source.where());
      } catch (IOException e) {
        searched.add(e.getMessage());
      }
    }
    Optional<Newest> best = found.stream().max(Newest.BEST);
    if (best.isEmpty()) throw none(wanted, searched);
    return byId(best.get().traceId());
  }

  private static IOException none(String wanted, List<String> searched) {
    return new IOException(
        "trace: expected " + wanted + ", found none:\n  " + String.join("\n  ", searched));
  }

  private FoundTrace withLines(String traceId, List<SpanRecord> spans, TraceSource source) {
    FoundTrace bare = new FoundTrace(traceId, spans, List.of(), "");
    List<String> without = new ArrayList<>();
    for (LogSource log : logs) {
      try {
        // Each once: what is delivered at least once may have arrived twice.
        List<LogLine> lines =
            log.lines(traceId, bare.startNanos(), bare.endNanos()).stream().distinct().toList();
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
