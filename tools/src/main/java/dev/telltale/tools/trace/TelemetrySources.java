package dev.telltale.tools.trace;

import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where traces and logs can be read.
 *
 * @param tempo base URL; asked first for spans
 * @param loki base URL; asked first for log lines
 * @param traceFile the Collector's file of spans, with rotated ones beside it
 * @param logs pattern of the nodes' log files, rotated ones included
 */
public record TelemetrySources(URI tempo, URI loki, Path traceFile, String logs) {

  /** Those of the stack that {@code env} describes, running or not. */
  public static TelemetrySources of(StackEnv env) {
    return new TelemetrySources(
        StackServer.TEMPO.url(env),
        StackServer.LOKI.url(env),
        env.path("TRACE_FILE"),
        env.value("NODE_LOGS"));
  }
}
