package dev.telltale.tools.chaos.bench;

/**
 * What a control has in place of ours. One thing is naive, everything else is as in its case, so
 * that what is lost is lost by that one thing.
 */
public enum Naive {
  SDK("OpenTelemetry's SDK and logback's file appender, with their defaults", "", ""),
  /** Without the few lines that close it when the process is asked to end. */
  SDK_NEVER_CLOSED("OpenTelemetry's SDK, nobody closes it", "close=no", ""),
  /** What guides to fast logging show. */
  LINES_BUFFERED(
      "log lines through AsyncAppender into a file that is not flushed for each",
      "logback=buffered-logback.xml",
      ""),
  TRIES_ONCE(
      "Collector whose exporters try once",
      "",
      toExporters("{retry_on_failure: {enabled: false}}")),
  /** The default of the Collector's exporters. */
  GIVES_UP(
      "Collector whose exporters try for 300 s, their default",
      "",
      toExporters("{retry_on_failure: {max_elapsed_time: 300s}}")),
  /** The default of the Collector's exporters, but for its size. */
  QUEUES_IN_MEMORY(
      "Collector whose queues are in memory", "", toExporters("{sending_queue: {storage: null}}")),
  /** The defaults of the Collector's receiver of log files. */
  TAILS_BY_DEFAULT(
      "Collector that tails as by default: from the end, place in memory, no retry",
      "",
      """
      receivers:
        file_log: {start_at: end, storage: null, retry_on_failure: {enabled: false}}
      """),
  QUEUE_NOT_LOOKED_AT("Collector whose queue nobody looks at before it starts", "", "{}"),
  TELEMETRY_ON("telemetry on", "", "{}");

  private final String words;
  private final String process;
  private final String collector;

  /**
   * One thing that is naive.
   *
   * @param process what the process that stands where the node would is told, beyond what the case
   *     says: {@code key=value}
   * @param collector configuration that goes over the shipped Collector's; empty where it is the
   *     process that is naive
   */
  Naive(String words, String process, String collector) {
    this.words = words;
    this.process = process;
    this.collector = collector;
  }

  /** As in the table. */
  public String words() {
    return words;
  }

  /** Whether another process stands where the node would. */
  public boolean insteadOfTheNode() {
    return collector.isEmpty();
  }

  /** What that process is told beyond what the case says: {@code key=value}, or nothing. */
  String process() {
    return process;
  }

  /** Configuration that goes over the shipped Collector's. */
  public String collector() {
    return collector.isEmpty() ? "{}" : collector;
  }

  private static String toExporters(String settings) {
    return """
        exporters:
          otlp_grpc/tempo: %1$s
          otlp_http/chaos: %1$s
          otlp_http/loki: %1$s
          otlp_http/prometheus: %1$s
        """
        .formatted(settings);
  }
}
