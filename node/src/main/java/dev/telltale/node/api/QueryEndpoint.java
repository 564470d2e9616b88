package dev.telltale.node.api;

import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.triplestore.QueryAnswer;
import dev.telltale.node.triplestore.QueryException;
import dev.telltale.node.triplestore.QueryLimits;
import dev.telltale.node.triplestore.ReadOnlyQueries;
import dev.telltale.node.triplestore.ReadOnlyQuery;
import dev.telltale.node.triplestore.TripleStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * {@code POST /v1/query}: one read-only SPARQL query.
 *
 * <p>400 for what does not parse, 403 for updates and other servers, 415 for another content type,
 * 422 for more than 10 s or 10,000 rows.
 */
public final class QueryEndpoint implements Api.Endpoint {
  private static final QueryLimits LIMITS = new QueryLimits(Duration.ofSeconds(10), 10_000);
  private static final String SPARQL = "application/sparql-query";

  private final Commands commands;
  private final TripleStore triples;

  public QueryEndpoint(CommandQueue queue, TripleStore triples) {
    this.commands = new Commands(queue);
    this.triples = triples;
  }

  @Override
  public ApiResponse apply(ApiRequest request) {
    String type = request.headers().getOrDefault("content-type", "");
    if (!type.toLowerCase(Locale.ROOT).startsWith(SPARQL)) {
      throw new ApiProblem(415, "Unsupported content type", "Content-Type: expected " + SPARQL);
    }
    try {
      ReadOnlyQuery query =
          ReadOnlyQueries.parse(new String(request.body(), StandardCharsets.UTF_8));
      QueryAnswer answer =
          commands.run(
              new Command<>(
                  CommandKind.RUN_QUERY, null, null, null, () -> triples.query(query, LIMITS)));
      return new ApiResponse(
          200, answer.contentType(), Map.of(), answer.body().getBytes(StandardCharsets.UTF_8));
    } catch (QueryException e) {
      throw problem(e);
    }
  }

  private static ApiProblem problem(QueryException e) {
    return switch (e.reason()) {
      case MALFORMED -> new ApiProblem(400, "Malformed query", String.valueOf(e.getMessage()));
      case NOT_ALLOWED -> new ApiProblem(403, "Query not allowed", String.valueOf(e.getMessage()));
      case TIMEOUT -> new ApiProblem(422, "Query too slow", String.valueOf(e.getMessage()));
      case TOO_MANY_ROWS -> new ApiProblem(422, "Answer too large", String.valueOf(e.getMessage()));
    };
  }
}
