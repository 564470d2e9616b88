package dev.telltale.stack;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How much of a {@link NumberedLoad} the real backends have, number by number. */
final class FoundNumbers {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SLICE_SECONDS = 5;
  private static final int LOKI_LIMIT = 5_000;

  private FoundNumbers() {}

  /** Spans that Tempo gives back, trace by trace. */
  static int spans(URI tempo, int steps) throws IOException, InterruptedException {
    int found = 0;
    for (int step = 0; step < steps; step++) {
      String url = "/api/v2/traces/" + NumberedLoad.traceId(step);
      HttpRequest request = HttpRequest.newBuilder(tempo.resolve(url)).build();
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      BitSet ids = new BitSet();
      if (answer.statusCode() == 200) {
        for (JsonNode span : JSON.readTree(answer.body()).findValues("spanId")) {
          ids.set(number(span.asString()));
        }
      }
      found += ids.cardinality();
    }
    return found;
  }

  /** Numbers of the lines that Loki gives back. */
  static int lines(URI loki, Instant from, Instant to) throws IOException, InterruptedException {
    BitSet numbers = new BitSet();
    for (long second = from.getEpochSecond();
        second <= to.getEpochSecond();
        second += SLICE_SECONDS) {
      String query =
          "/loki/api/v1/query_range?limit=%d&start=%d000000000&end=%d000000000&query=%s"
              .formatted(
                  LOKI_LIMIT,
                  second,
                  second + SLICE_SECONDS,
                  URLEncoder.encode("{service_name=\"telltale\"}", StandardCharsets.UTF_8));
      for (JsonNode stream : Http.get(loki.resolve(query)).at("/data/result")) {
        for (JsonNode value : stream.get("values")) {
          numbers.set(Integer.parseInt(value.get(1).asString().substring("line ".length())));
        }
      }
    }
    return numbers.cardinality();
  }

  /** Numbers of the points that Prometheus gives back. */
  static int points(URI prometheus) throws IOException, InterruptedException {
    BitSet numbers = new BitSet();
    JsonNode found = Http.query(prometheus, "/api/v1/query", "numbered_point[1h]");
    for (JsonNode value : found.at("/data/result/0/values")) {
      numbers.set(Integer.parseInt(value.get(1).asString()));
    }
    return numbers.cardinality();
  }

  private static int number(String spanId) {
    // Base64 or hex, depending on who wrote the JSON.
    byte[] id =
        spanId.length() == 16
            ? HexFormat.of().parseHex(spanId)
            : Base64.getDecoder().decode(spanId);
    return new BigInteger(1, id).intValueExact();
  }
}
