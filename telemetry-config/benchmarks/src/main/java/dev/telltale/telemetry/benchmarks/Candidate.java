package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One of two ways to have telemetry, which are measured side by side. */
interface Candidate extends AutoCloseable {
  OpenTelemetry openTelemetry();

  @Override
  void close();

  /**
   * Starts the one named {@code side}, {@code plain} or {@code telltale}, with metrics.
   *
   * @param traces where spans go; null: there are none
   */
  static Candidate start(String side, @Nullable URI traces, boolean grpc, Path folder)
      throws IOException {
    return side.equals("plain")
        ? new PlainOpenTelemetry(traces, grpc)
        : new Telltale(traces, grpc, folder);
  }
}
