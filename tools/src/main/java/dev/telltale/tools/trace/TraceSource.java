package dev.telltale.tools.trace;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A place that keeps spans. */
interface TraceSource {
  /** Of the request that a trace begins with. */
  String INGEST = "command.ingest";

  /** Every span it has of the trace, in any order; empty when it knows none. */
  List<SpanRecord> spans(String traceId) throws IOException;

  /** Spans that only the trace that published a collection has. */
  List<String> PUBLISH = List.of("operation.publish", "repository.append_next");

  /**
   * The trace that published {@code ual}, else the newest one with a {@code command.ingest} and a
   * span about it.
   */
  Optional<Newest> newestAbout(String ual) throws IOException;

  /** The newest trace that begins with {@code command.ingest}. */
  Optional<Newest> newest() throws IOException;

  /** As a part of "from …". */
  String words();

  /** Its address, for saying where nothing was found. */
  String where();
}
