package dev.telltale.tools.trace;

import java.io.IOException;
import java.util.List;

/** A place that keeps log lines. */
interface LogSource {
  /** The lines of a trace, oldest first, of those written around the time of its spans. */
  List<LogLine> lines(String traceId, long fromNanos, long toNanos) throws IOException;

  /** As a part of "from …". */
  String words();
}
