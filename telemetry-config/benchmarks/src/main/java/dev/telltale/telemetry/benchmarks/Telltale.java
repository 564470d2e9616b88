package dev.telltale.telemetry.benchmarks;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.TelemetryConfig;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This library, as its README shows it. */
final class Telltale implements Candidate {
  private final Telemetry telemetry;

  Telltale(@Nullable URI traces, boolean grpc, Path folder) throws IOException {
    Path file = folder.resolve("config.toml");
    String written =
        """
        [telemetry.metrics]
        enabled = true
        bind_address = "127.0.0.1:0"
        """;
    if (traces != null) {
      written +=
          """
          [telemetry.traces]
          enabled = true
          otlp_endpoint = "%s"
          protocol = "%s"
          """
              .formatted(traces, grpc ? "grpc" : "http/protobuf");
    }
    Files.writeString(file, written);
    try {
      telemetry =
          Telemetry.start(TelemetryConfig.load(file), new ServiceIdentity("benchmark", "1"));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return telemetry.openTelemetry();
  }

  LedgerCounts counts() {
    return telemetry.status().traces().counts();
  }

  /** What became of the spans by now; what is waiting is in the spool. */
  LedgerCounts closeWithin(Duration limit) {
    return telemetry.close(limit).traces();
  }

  @Override
  public void close() {
    var unused = telemetry.close(Duration.ofSeconds(3));
  }
}
