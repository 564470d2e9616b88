package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.util.List;

/** Reads the sections of {@code [telemetry]} and checks what concerns more than one key. */
final class TelemetrySections {
  private static final List<String> FLAT_KEYS = List.of("enabled", "otlp_endpoint", "service_name");

  private final ConfigFile file;

  TelemetrySections(ConfigFile file) {
    this.file = file;
  }

  /**
   * Reads them all.
   *
   * @param spoolDir where the spool is when nobody writes where
   */
  TelemetryConfig read(Path spoolDir) {
    for (String key : FLAT_KEYS) {
      file.vocabulary().replaced(List.of("telemetry", key), new FlatKey(key));
    }
    TracesConfig traces = traces(file.section("telemetry.traces"));
    MetricsConfig metrics = metrics(file.section("telemetry.metrics"));
    LogsConfig logs = logs(file.section("telemetry.logs"));
    ResourceConfig resource = new ResourceSection(file.section("telemetry.resource")).read();
    SpoolConfig spool = spool(file.section("telemetry.spool"), spoolDir);
    warnOfUnsupported();
    return new TelemetryConfig(traces, metrics, logs, resource, spool, file.warnings());
  }

  private static TracesConfig traces(Section section) {
    boolean enabled = section.get(TelemetryKeys.TRACES_ENABLED);
    return new TracesConfig(
        enabled,
        section.get(TelemetryKeys.SERVICE_NAME),
        new ConnectionSection(section, TelemetryKeys.TRACES).read(enabled),
        section.get(TelemetryKeys.SAMPLER),
        section.get(TelemetryKeys.SAMPLER_RATIO));
  }

  private static MetricsConfig metrics(Section section) {
    boolean enabled = section.get(TelemetryKeys.METRICS_ENABLED);
    HostPort page = section.get(TelemetryKeys.BIND_ADDRESS);
    OtlpConfig push =
        new ConnectionSection(section, TelemetryKeys.METRICS)
            .readIfWritten(
                enabled, "metrics", TelemetryKeys.METRICS_EXPORTER, TelemetryKeys.EXPORT_INTERVAL);
    if (push == null) {
      return new MetricsConfig(enabled, page);
    }
    boolean pushed = section.findExported(TelemetryKeys.METRICS_PUSHED).orElse(true);
    return new MetricsConfig(
        enabled,
        page,
        enabled && (pushed || isTyped(section, TelemetryKeys.METRICS)) ? push : null,
        section.get(TelemetryKeys.EXPORT_INTERVAL));
  }

  private static LogsConfig logs(Section section) {
    LogFormat format = section.get(TelemetryKeys.FORMAT);
    LogLevel level = section.get(TelemetryKeys.LEVEL);
    Path logFile = section.find(TelemetryKeys.LOG_FILE).orElse(null);
    long maxFileBytes = section.get(TelemetryKeys.MAX_FILE_BYTES);
    long maxTotalBytes = section.get(TelemetryKeys.MAX_TOTAL_BYTES);
    if (maxFileBytes > maxTotalBytes && !section.isWrong(TelemetryKeys.MAX_FILE_BYTES)) {
      rejectSizes(section, maxFileBytes, maxTotalBytes);
    }
    OtlpConfig push =
        new ConnectionSection(section, TelemetryKeys.LOGS)
            .readIfWritten(true, "log records", TelemetryKeys.LOGS_EXPORTER);
    boolean pushed = section.findExported(TelemetryKeys.LOGS_PUSHED).orElse(true);
    return new LogsConfig(
        format,
        level,
        logFile,
        maxFileBytes,
        maxTotalBytes,
        pushed || isTyped(section, TelemetryKeys.LOGS) ? push : null);
  }

  /** Told at the key that someone wrote. */
  private static void rejectSizes(Section section, long maxFileBytes, long maxTotalBytes) {
    Key<Long> file = TelemetryKeys.MAX_FILE_BYTES;
    Key<Long> total = TelemetryKeys.MAX_TOTAL_BYTES;
    if (section.isWritten(total)) {
      section.reject(
          total,
          "expected at least "
              + file.name()
              + ", "
              + SizeShape.quoted(maxFileBytes)
              + ", found "
              + SizeShape.quoted(maxTotalBytes));
    } else {
      section.reject(
          file,
          "expected at most "
              + total.name()
              + ", "
              + SizeShape.quoted(maxTotalBytes)
              + ", found "
              + SizeShape.quoted(maxFileBytes));
    }
  }

  /** An endpoint on the command line wins over a variable that turns its signal off. */
  private static boolean isTyped(Section section, ConnectionKeys keys) {
    return section.isFromTheCommandLine(keys.endpoint());
  }

  private static SpoolConfig spool(Section section, Path spoolDir) {
    return new SpoolConfig(
        section.get(TelemetryKeys.SPOOL_DIR, spoolDir),
        section.get(TelemetryKeys.SPOOL_MAX_BYTES),
        section.get(TelemetryKeys.SPOOL_MAX_AGE),
        section.get(TelemetryKeys.FSYNC),
        section.get(TelemetryKeys.MAX_BYTES_PER_SECOND));
  }

  private void warnOfUnsupported() {
    for (String name : file.environment().unknownOfOpenTelemetry()) {
      file.warn(Found.oneLine(name) + ": has no effect; this program does not read it");
    }
  }

  /** A key of the time when {@code [telemetry]} had no sections. */
  private record FlatKey(String name) implements Vocabulary.Replaced {
    @Override
    public String by(Object raw, boolean onCommandLine) {
      boolean typedBool = onCommandLine && (raw.equals("true") || raw.equals("false"));
      String value = typedBool ? raw.toString() : Found.of(raw);
      return onCommandLine
          ? "no longer read; write --set telemetry.traces." + name + "=" + value
          : "no longer read; write\n    [telemetry.traces]\n    " + name + " = " + value;
    }
  }
}
