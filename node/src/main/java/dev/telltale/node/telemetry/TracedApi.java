package dev.telltale.node.telemetry;

import dev.telltale.node.api.ApiHandler;
import dev.telltale.node.api.ApiRequest;
import dev.telltale.node.api.ApiResponse;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a SERVER span, {@code command.ingest}, round each request that becomes a command. Health
 * checks and look-ups have none: they would bury the rest.
 */
final class TracedApi implements ApiHandler {
  private static final Logger log = LoggerFactory.getLogger(TracedApi.class);
  private static final Set<String> INGESTS =
      Set.of("POST /v1/publish", "GET /v1/get", "POST /v1/get", "POST /v1/query");

  private final ApiHandler delegate;
  private final Spans spans;
  private final TextMapPropagator propagator;
  private final LongSupplier nanoTime;

  TracedApi(ApiHandler delegate, Spans spans, TextMapPropagator propagator, LongSupplier nanoTime) {
    this.delegate = delegate;
    this.spans = spans;
    this.propagator = propagator;
    this.nanoTime = nanoTime;
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    String what = request.method() + " " + request.path();
    if (!INGESTS.contains(what)) return delegate.handle(request);
    Context sent = propagator.extract(Context.root(), request.headers(), MapGetter.INSTANCE);
    long startNanos = nanoTime.getAsLong();
    try (ActiveSpan span =
        ActiveSpan.start(
                spans.span(SpanName.COMMAND_INGEST).setSpanKind(SpanKind.SERVER).setParent(sent))
            .field(SpanField.BLOCKCHAIN, spans.blockchain())) {
      ApiResponse response = delegate.handle(request);
      String status = Reply.status(response.status());
      if (status.equals("failed") || status.equals("busy")) span.failed(status, null);
      else span.status(status);
      log.atInfo()
          .addKeyValue("status", status)
          .log(
              "{} answered {} in {} ms",
              what,
              response.status(),
              (nanoTime.getAsLong() - startNanos) / 1_000_000);
      return response;
    }
  }
}
