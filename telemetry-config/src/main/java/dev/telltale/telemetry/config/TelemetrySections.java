package dev.telltale.telemetry.config;

import java.util.List;

/** Reads the sections of {@code [telemetry]} and checks what concerns more than one key. */
final class TelemetrySections {
  private static final List<String> FLAT_KEYS = List.of("enabled", "otlp_endpoint", "service_name");

  private final ConfigFile file;

  TelemetrySections(ConfigFile file) {
    this.file = file;
  }

  TelemetryConfig read() {
    for (String key : FLAT_KEYS) {
      file.vocabulary().replaced(List.of("telemetry", key), new FlatKey(key));
    }
    TracesConfig traces = traces(file.section("telemetry.traces"));
    MetricsConfig metrics = metrics(file.section("telemetry.metrics"));
    LogsConfig logs = logs(file.section("telemetry.logs"));
    ResourceConfig resource = new ResourceSection(file.section("telemetry.resource")).read();
    SpoolConfig spool = new SpoolConfig(file.directory().resolve("spool"));
    warnOfUnsupported();
    return new TelemetryConfig(traces, metrics, logs, resource, spool, file.warnings());
  }

  private TracesConfig traces(Section section) {
    boolean enabled = section.get(TelemetryKeys.TRACES_ENABLED);
    OtlpProtocol protocol = section.get(TelemetryKeys.PROTOCOL);
    OtlpEndpoint endpoint = section.get(TelemetryKeys.OTLP_ENDPOINT, OtlpEndpoint.local(protocol));
    String wrong = endpoint.wrongFor(protocol);
    if (wrong != null) {
      section.reject(TelemetryKeys.OTLP_ENDPOINT, wrong);
    }
    TracesConfig traces =
        new TracesConfig(
            enabled,
            section.get(TelemetryKeys.SERVICE_NAME),
            new OtlpConfig(
                endpoint.forTraces(protocol),
                protocol,
                section.get(TelemetryKeys.TIMEOUT),
                section.get(TelemetryKeys.COMPRESSION),
                section.findExported(TelemetryKeys.HEADERS).orElse(Headers.NONE),
                section.find(TelemetryKeys.HEADERS_FILE).orElse(null),
                section.find(TelemetryKeys.CA_FILE).orElse(null),
                null,
                null),
            section.get(TelemetryKeys.SAMPLER),
            section.get(TelemetryKeys.SAMPLER_RATIO));
    boolean headers =
        traces.otlp().headersFile() != null || !traces.otlp().headers().values().isEmpty();
    if (enabled && headers && endpoint.isPlaintextToAnotherMachine()) {
      file.warn(
          section.where(TelemetryKeys.OTLP_ENDPOINT)
              + ": headers leave this machine unencrypted; https:// keeps them secret");
    }
    return traces;
  }

  private static MetricsConfig metrics(Section section) {
    return new MetricsConfig(
        section.get(TelemetryKeys.METRICS_ENABLED), section.get(TelemetryKeys.BIND_ADDRESS));
  }

  private static LogsConfig logs(Section section) {
    return new LogsConfig(
        section.get(TelemetryKeys.FORMAT),
        section.get(TelemetryKeys.LEVEL),
        section.find(TelemetryKeys.LOG_FILE).orElse(null));
  }

  private void warnOfUnsupported() {
    String logs = file.environment().get("OTEL_LOGS_EXPORTER");
    if (logs != null && !logs.equalsIgnoreCase("none")) {
      file.warn(
          "OTEL_LOGS_EXPORTER: has no effect; log lines go to standard output and to"
              + " [telemetry.logs].file");
    }
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
