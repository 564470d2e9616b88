package dev.telltale.telemetry;

import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.config.MetricsConfig;
import dev.telltale.telemetry.config.OtlpConfig;
import dev.telltale.telemetry.config.TelemetryConfig;
import dev.telltale.telemetry.logs.LogLines;
import dev.telltale.telemetry.metrics.HistogramDeclaration;
import dev.telltale.telemetry.metrics.MetricPush;
import dev.telltale.telemetry.metrics.MetricsPage;
import dev.telltale.telemetry.otlp.OtlpSignal;
import dev.telltale.telemetry.otlp.Spans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything a service tells about itself, running: spans on their way to a collector, metrics on a
 * page, log lines on standard output and in a file. Safe for use by many threads; the service
 * closes it last.
 *
 * <p>Logging is a matter of the whole JVM: the latest {@code Telemetry} started decides what
 * becomes of log statements, and standard output keeps working after {@link #close}.
 */
public final class Telemetry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);
  private static final Duration DEFAULT_CLOSE_LIMIT = Duration.ofSeconds(3);

  private final TelemetryConfig config;
  private final LogLines logs;
  private final Deliveries deliveries;
  private final @Nullable SdkTracerProvider tracers;
  private final @Nullable MetricsPage metrics;
  private final OpenTelemetry openTelemetry;
  private final Instant startedAt;
  private @Nullable Handover handover;

  private Telemetry(TelemetryConfig config, ServiceIdentity identity, Timing timing) {
    this.config = config;
    startedAt = timing.clock().instant();
    String service = config.traces().serviceName();
    // First, so that what the others have to say comes out as configured.
    logs =
        LogLines.start(
            config.logs(), service, identity.instanceId(), timing.writing(), timing.clock());
    config.warnings().forEach(log::warn);
    Resource resource = resource(config, identity);
    deliveries = Deliveries.start(config, timing);
    OtlpSignal records = deliveries.of(Signal.LOGS);
    if (records != null) {
      logs.push(records.logs(), resource);
    }
    OtlpSignal spans = deliveries.of(Signal.TRACES);
    tracers = spans == null ? null : Spans.into(spans, config.traces(), resource);
    metrics =
        config.metrics().enabled()
            ? MetricsPage.start(
                config.metrics().bindAddress(),
                resource,
                push(config.metrics(), deliveries.of(Signal.METRICS)),
                timing.binding(),
                timing.clock())
            : null;
    if (metrics != null) {
      metrics.show(new OwnLedgers(deliveries, config.logs().file() == null ? null : logs));
    }
    openTelemetry = Signals.of(tracers, metrics);
  }

  /** As {@link #start(TelemetryConfig, ServiceIdentity)}, named after the host. */
  public static Telemetry start(TelemetryConfig config) {
    return start(config, ServiceIdentity.ofHost());
  }

  /**
   * Starts what {@code config} asks for. Does not throw because of the world: each signal that
   * can't start is one warning, is part of {@link #status()}, and is tried again.
   */
  public static Telemetry start(TelemetryConfig config, ServiceIdentity identity) {
    return start(config, identity, Timing.DEFAULT);
  }

  static Telemetry start(TelemetryConfig config, ServiceIdentity identity, Timing timing) {
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(identity, "identity");
    return new Telemetry(config, identity, timing);
  }

  /**
   * What instruments are made from. What is not enabled costs nothing here: its spans and
   * instruments do nothing, but a trace that came from elsewhere is passed on.
   */
  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /**
   * Shows a histogram with zeros for each of {@code attributeSets} until a first value is recorded
   * in an instrument of the same name, unit and boundaries.
   */
  public void declareHistogram(
      String name,
      String description,
      String unit,
      List<Double> boundaries,
      List<Attributes> attributeSets) {
    if (metrics != null) {
      metrics.declare(new HistogramDeclaration(name, description, unit, boundaries, attributeSets));
    }
  }

  /** Where metrics are served at this moment; the port is the real one where 0 was configured. */
  public Optional<URI> metricsUri() {
    String host = config.metrics().bindAddress().host();
    return metrics == null || metrics.port().isEmpty()
        ? Optional.empty()
        : Optional.of(URI.create(MetricsPage.where(new HostPort(host, metrics.port().getAsInt()))));
  }

  /** How each signal is doing now. */
  public TelemetryStatus status() {
    return new TelemetryStatus(
        pushed(Signal.TRACES, config.traces().otlp()),
        metrics == null
            ? disabled(Signal.METRICS, MetricsPage.where(config.metrics().bindAddress()))
            : metrics.status(),
        pushed(Signal.METRICS, config.metrics().push()),
        logs.status(),
        pushed(Signal.LOGS, config.logs().push()));
  }

  private SignalStatus pushed(Signal signal, @Nullable OtlpConfig otlp) {
    OtlpSignal delivery = deliveries.of(signal);
    return delivery == null
        ? disabled(signal, otlp == null ? "" : otlp.where())
        : delivery.status();
  }

  /**
   * Hands over what is waiting, for at most {@code limit}. A collector that takes it is given all
   * of it; one that is known to be down is not waited for, and one that says nothing for a second
   * is left alone: what it did not take is in the spool, for the next start.
   *
   * <p>The answer is counted, not inferred. The second call returns what the first did.
   */
  public synchronized Handover close(Duration limit) {
    if (handover != null) {
      return handover;
    }
    logs.stopPush();
    long end = System.nanoTime() + limit.toNanos();
    if (metrics != null) { // first, for what is pushed last
      metrics.close(limit.dividedBy(2));
    }
    Map<Signal, LedgerCounts> last =
        deliveries.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    if (tracers != null) {
      CompletableResultCode unused =
          tracers.shutdown(); // its queue is closed: nothing is waited for
    }
    Handover done =
        new Handover(
            last.getOrDefault(Signal.TRACES, LedgerCounts.NONE),
            last.getOrDefault(Signal.METRICS, LedgerCounts.NONE),
            last.getOrDefault(Signal.LOGS, LedgerCounts.NONE),
            logs.close());
    handover = done;
    return done;
  }

  /** {@link #close(Duration)} with a limit of 3 seconds. */
  @Override
  public void close() {
    Handover unused = close(DEFAULT_CLOSE_LIMIT);
  }

  private static @Nullable MetricPush push(MetricsConfig config, @Nullable OtlpSignal delivery) {
    OtlpConfig otlp = config.push();
    return otlp == null || delivery == null
        ? null
        : new MetricPush(delivery.metrics(), config.exportInterval(), otlp.where());
  }

  private SignalStatus disabled(Signal signal, String where) {
    return new SignalStatus(
        signal,
        SignalStatus.State.DISABLED,
        where,
        "not enabled",
        startedAt,
        null,
        LedgerCounts.NONE,
        0,
        LineCounts.NONE);
  }

  private static Resource resource(TelemetryConfig config, ServiceIdentity identity) {
    AttributesBuilder attributes = Attributes.builder();
    config.resource().attributes().forEach(attributes::put);
    attributes.put("service.name", config.traces().serviceName());
    attributes.put("service.instance.id", identity.instanceId());
    if (identity.version() != null) {
      attributes.put("service.version", identity.version());
    }
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }
}
