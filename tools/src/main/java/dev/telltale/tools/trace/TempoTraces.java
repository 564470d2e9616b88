package dev.telltale.tools.trace;

import dev.telltale.tools.remote.RemoteAnswer;
import dev.telltale.tools.remote.RemoteServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Spans that Tempo keeps. */
record TempoTraces(RemoteServer tempo) implements TraceSource {
  private static final String JSON = "application/json";
  // Tempo refuses a search over more than 168 h, its default for max_search_duration.
  private static final Duration SEARCHED = Duration.ofHours(167);

  @Override
  public List<SpanRecord> spans(String traceId) throws IOException {
    RemoteAnswer answer = tempo.get("/api/v2/traces/" + traceId, JSON);
    if (answer.status() == 404) return List.of();
    JsonNode json = answer.expect(200).json();
    List<SpanRecord> spans = new ArrayList<>();
    OtlpJson.spans(json.has("trace") ? json.path("trace") : json, spans::add);
    return spans;
  }

  @Override
  public Optional<Newest> newestAbout(String ual) throws IOException {
    String quoted = '"' + ual.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    String request = "{ name = \"" + INGEST + "\" } && { span.ual = " + quoted;
    String publish = "name = \"" + String.join("\" || name = \"", PUBLISH) + "\"";
    Optional<Newest> published = newestOf(request + " && (" + publish + ") }", true);
    return published.isPresent() ? published : newestOf(request + " }", false);
  }

  @Override
  public Optional<Newest> newest() throws IOException {
    return newestOf("{ name = \"" + INGEST + "\" && nestedSetParent < 0 }", false);
  }

  @Override
  public String words() {
    return "Tempo";
  }

  @Override
  public String where() {
    return tempo.toString();
  }

  private Optional<Newest> newestOf(String traceQl, boolean published) throws IOException {
    long now = Instant.now().getEpochSecond();
    String query = URLEncoder.encode(traceQl + " with (most_recent=true)", StandardCharsets.UTF_8);
    long from = now - SEARCHED.toSeconds();
    JsonNode answer =
        tempo
            .get("/api/search?limit=20&start=" + from + "&end=" + (now + 60) + "&q=" + query, JSON)
            .expect(200)
            .json();
    List<Newest> found = new ArrayList<>();
    for (JsonNode trace : answer.path("traces")) {
      String traceId = TraceId.full(trace.path("traceID").asString(""));
      found.add(new Newest(traceId, published, trace.path("startTimeUnixNano").asLong(0)));
    }
    return found.stream().max(Newest.BEST);
  }
}
