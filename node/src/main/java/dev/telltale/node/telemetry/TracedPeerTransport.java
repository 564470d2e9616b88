package dev.telltale.node.telemetry;

import dev.telltale.node.network.PeerCall;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerTransport;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import org.jspecify.annotations.Nullable;

/** Puts a CLIENT span round each request to another node and sends its trace context along. */
final class TracedPeerTransport implements PeerTransport {
  private final PeerTransport delegate;
  private final Spans spans;
  private final TextMapPropagator propagator;

  TracedPeerTransport(PeerTransport delegate, Spans spans, TextMapPropagator propagator) {
    this.delegate = delegate;
    this.spans = spans;
    this.propagator = propagator;
  }

  @Override
  public PeerReply call(PeerCall call) throws IOException {
    SpanBuilder builder =
        spans.span(SpanName.network(call.protocol())).setSpanKind(SpanKind.CLIENT);
    try (ActiveSpan span = ActiveSpan.start(builder).field(SpanField.PEER_ID, call.peerId())) {
      propagator.inject(Context.current(), call, TracedPeerTransport::set);
      try {
        PeerReply reply = delegate.call(call);
        String status = Reply.status(reply.status());
        if (status.equals("completed")) span.status(status);
        else span.failed(status, null);
        return reply;
      } catch (IOException | RuntimeException | Error e) {
        span.failed(e instanceof HttpTimeoutException ? "timeout" : "failed", e);
        throw e;
      }
    }
  }

  private static void set(@Nullable PeerCall call, String header, String value) {
    if (call != null) call.headers().put(header, value);
  }
}
