package dev.telltale.tools.trace;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where traces and logs can be read.
 *
 * @param tempo base URL; asked first for spans
 * @param loki base URL; asked first for log lines
 * @param traceFile the Collector's file of spans, with rotated ones beside it
 * @param logs pattern of the nodes' log files, rotated ones included
 */
public record TelemetrySources(URI tempo, URI loki, Path traceFile, String logs) {

  /** Those of a stack that is started as stack.env has it. */
  static TelemetrySources usual(Map<String, String> environment) {
    String state =
        environment.getOrDefault(
            "STATE_DIR", environment.getOrDefault("HOME", ".") + "/.local/state/telltale");
    return new TelemetrySources(
        URI.create("http://127.0.0.1:" + environment.getOrDefault("TEMPO_PORT", "3200")),
        URI.create("http://127.0.0.1:" + environment.getOrDefault("LOKI_PORT", "3100")),
        Path.of(environment.getOrDefault("TRACE_FILE", state + "/traces/traces.jsonl")),
        environment.getOrDefault("NODE_LOGS", state + "/nodes/*.jsonl*"));
  }
}
