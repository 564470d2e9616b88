package dev.telltale.telemetry;

import dev.telltale.telemetry.config.Compression;
import dev.telltale.telemetry.config.Headers;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.config.MetricsConfig;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.OtlpProtocol;
import dev.telltale.telemetry.config.ResourceConfig;
import dev.telltale.telemetry.config.SamplerKind;
import dev.telltale.telemetry.config.SpoolConfig;
import dev.telltale.telemetry.config.TelemetryConfig;
import dev.telltale.telemetry.config.TracesConfig;
import dev.telltale.telemetry.watch.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tests write in place of a file: everything off, and then what each needs. */
final class Configs {
  static final ServiceIdentity NODE_1 = new ServiceIdentity("node-1", "0.1.0");

  /** Tries again soon. */
  static final Timing SOON =
      new Timing(millis(20, 50), millis(20, 50), millis(20, 50), InstantSource.system());

  private static final Path NO_FILE = null;

  boolean tracesEnabled;
  URI endpoint = URI.create("http://127.0.0.1:4317");
  OtlpProtocol protocol = OtlpProtocol.GRPC;
  Duration timeout = Duration.ofSeconds(10);
  Compression compression = Compression.NONE;
  @Nullable Path headersFile;
  @Nullable Path caFile;
  @Nullable Path clientCertFile;
  @Nullable Path clientKeyFile;
  SamplerKind sampler = SamplerKind.PARENTBASED_ALWAYS_ON;
  double ratio = 1;
  boolean metricsEnabled;
  int metricsPort;
  @Nullable OtlpConfig metricPush;
  Duration exportInterval = MetricsConfig.DEFAULT_EXPORT_INTERVAL;
  LogFormat format = LogFormat.JSON;
  LogLevel level = LogLevel.INFO;
  @Nullable Path logFile;
  long maxLogFileBytes = LogsConfig.DEFAULT_MAX_FILE_BYTES;
  long maxLogTotalBytes = LogsConfig.DEFAULT_MAX_TOTAL_BYTES;
  @Nullable OtlpConfig logPush;
  Map<String, String> resource = Map.of();
  Path spool = newFolder();
  long maxBytesPerSecond;

  static Configs off() {
    return new Configs();
  }

  static Configs tracesTo(boolean grpc, URI endpoint) {
    Configs configs = new Configs();
    configs.tracesEnabled = true;
    configs.protocol = grpc ? OtlpProtocol.GRPC : OtlpProtocol.HTTP_PROTOBUF;
    configs.endpoint = endpoint;
    return configs;
  }

  static Configs metricsAt(int port) {
    Configs configs = new Configs();
    configs.metricsEnabled = true;
    configs.metricsPort = port;
    return configs;
  }

  static Configs logsTo(Path file) {
    Configs configs = new Configs();
    configs.logFile = file;
    return configs;
  }

  Telemetry start() {
    return Telemetry.start(config(), NODE_1, SOON);
  }

  TelemetryConfig config() {
    return new TelemetryConfig(
        new TracesConfig(
            tracesEnabled,
            "checkout",
            new OtlpConfig(
                endpoint,
                protocol,
                timeout,
                compression,
                Headers.NONE,
                headersFile,
                caFile,
                clientCertFile,
                clientKeyFile),
            sampler,
            ratio),
        new MetricsConfig(
            metricsEnabled, new HostPort("127.0.0.1", metricsPort), metricPush, exportInterval),
        new LogsConfig(format, level, logFile, maxLogFileBytes, maxLogTotalBytes, logPush),
        new ResourceConfig(resource),
        spoolConfig());
  }

  private SpoolConfig spoolConfig() {
    SpoolConfig defaults = new SpoolConfig(spool);
    return new SpoolConfig(
        spool, defaults.maxBytes(), defaults.maxAge(), defaults.fsync(), maxBytesPerSecond);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Backoff millis(long first, long longest) {
    return new Backoff(Duration.ofMillis(first), Duration.ofMillis(longest));
  }
}
