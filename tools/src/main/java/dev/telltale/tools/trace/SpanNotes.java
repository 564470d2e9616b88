package dev.telltale.tools.trace;

import dev.telltale.tools.trace.SpanRecord.SpanEvent;
import java.util.ArrayList;
import java.util.List;

/** What is worth a line below a span: what the headline and the name do not say already. */
record SpanNotes(FoundTrace trace, long zeroNanos) {

  /** The fields that tell this span from others; empty when there are none. */
  String fields(SpanRecord span) {
    List<String> fields = new ArrayList<>();
    String ual = span.attribute("ual");
    if (!ual.isEmpty() && !ual.equals(trace.ual())) fields.add(Words.shortUal(ual));
    String peer = span.attribute("peer_id");
    if (!peer.isEmpty() && !peer.equals(parentsPeer(span)))
      fields.add("peer " + Words.shortUal(peer));
    String command = span.attribute("command");
    if (!command.isEmpty() && !span.name().endsWith(command)) fields.add("command " + command);
    String status = span.attribute("status");
    if (!status.isEmpty() && !status.equals("completed") && span.failure() == null) {
      fields.add("status " + status);
    }
    return String.join(", ", fields);
  }

  /** Why it failed, empty when it did not. */
  String failure(SpanRecord span) {
    if (span.failure() == null) return "";
    String status = span.attribute("status").isEmpty() ? "failed" : span.attribute("status");
    return span.failure().isEmpty() || span.failure().equals(status)
        ? status
        : status + ": " + span.failure();
  }

  /** Its events and when they were, as the start column counts; empty when there are none. */
  String events(SpanRecord span) {
    List<String> events = new ArrayList<>();
    for (SpanEvent event : span.events()) {
      if (event.name().equals("exception")) continue; // its message is the failure's
      events.add(event.name() + " " + Words.time(event.atNanos() - zeroNanos));
    }
    return String.join(", ", events);
  }

  private String parentsPeer(SpanRecord span) {
    for (SpanRecord other : trace.spans()) {
      if (other.spanId().equals(span.parentId())) return other.attribute("peer_id");
    }
    return "";
  }
}
