package dev.telltale.telemetry.metrics;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the SDK from saying again and again, and with fewer facts, what {@link Collisions} and
 * {@link Overflows} say once. Its other lines come through.
 *
 * @param before what decided until now
 */
record SaidHere(@Nullable Filter before) implements Filter {
  private static final List<String> STARTS =
      List.of(
          "Failed to convert metric ",
          "Conflicting metric",
          "Dropping histogram ",
          "Too many log messages detected.");

  // Held, or the logging system would forget them together with their filters.
  private static final List<Logger> LOGGERS =
      Stream.of(
              "io.opentelemetry.exporter.prometheus.Otel2PrometheusConverter",
              "io.opentelemetry.sdk.metrics.internal.state.DefaultSynchronousMetricStorage",
              "io.opentelemetry.sdk.metrics.internal.state.AsynchronousMetricStorage")
          .map(Logger::getLogger)
          .toList();

  static synchronized void install() {
    for (Logger logger : LOGGERS) {
      if (!(logger.getFilter() instanceof SaidHere)) {
        logger.setFilter(new SaidHere(logger.getFilter()));
      }
    }
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    String message = String.valueOf(record.getMessage());
    boolean said =
        STARTS.stream().anyMatch(message::startsWith)
            || message.contains(" has exceeded the maximum allowed cardinality (");
    return !said && (before == null || before.isLoggable(record));
  }
}
