package dev.telltale.node.telemetry;

import dev.telltale.node.network.PeerHandler;
import dev.telltale.node.network.PeerReply;
import dev.telltale.node.network.PeerRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;

/**
 * Puts a SERVER span round each request of another node.
 *
 * <p>Only a peer that this node has met and whose signature is right may continue its own trace
 * here. Anyone else's trace context is a link: strangers must not write into our traces, nor decide
 * what is sampled.
 */
final class TracedPeerHandler implements PeerHandler {
  private final PeerHandler delegate;
  private final Spans spans;
  private final TextMapPropagator propagator;

  TracedPeerHandler(PeerHandler delegate, Spans spans, TextMapPropagator propagator) {
    this.delegate = delegate;
    this.spans = spans;
    this.propagator = propagator;
  }

  @Override
  public PeerReply handle(PeerRequest request) {
    Context sent = propagator.extract(Context.root(), request.headers(), MapGetter.INSTANCE);
    SpanBuilder builder =
        spans.span(SpanName.network(request.protocol())).setSpanKind(SpanKind.SERVER);
    if (request.sender().inPeerTable()) {
      builder.setParent(sent);
    } else {
      builder.setNoParent();
      SpanContext stranger = Span.fromContext(sent).getSpanContext();
      if (stranger.isValid()) builder.addLink(stranger);
    }
    try (ActiveSpan span =
        ActiveSpan.start(builder)
            .field(SpanField.PEER_ID, request.sender().peerId())
            .field(SpanField.BLOCKCHAIN, spans.blockchain())) {
      PeerReply reply = delegate.handle(request);
      String status = Reply.status(reply.status());
      if (status.equals("failed")) span.failed(status, null);
      else span.status(status);
      return reply;
    }
  }
}
