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

  /** The newest trace with a {@code command.ingest} and a span about {@code ual}. */
  Optional<String> newestAbout(String ual) throws IOException;

  /** The newest trace that begins with {@code command.ingest}. */
  Optional<String> newest() throws IOException;

  /** As a part of "from …". */
  String words();

  /** Its address, for saying where nothing was found. */
  String where();
}
