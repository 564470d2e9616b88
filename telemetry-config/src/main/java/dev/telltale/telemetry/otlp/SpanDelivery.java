package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalCounts;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.config.TracesConfig;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.SignalWatch;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Makes spans and delivers them to a collector. Safe for use by many threads. */
public final class SpanDelivery {
  /**
   * How many ended spans wait at most. Four times the SDK's own number, because here the queue is
   * what an outage of the collector is held in: at 100 spans a second some 80 s, in about 8 MB.
   */
  static final int QUEUE = 8192;

  /** In characters. Unlimited, a few spans could make a request that no collector takes. */
  private static final int LONGEST_ATTRIBUTE = 16 * 1024;

  private static final Duration LONGEST_WAIT = Duration.ofMillis(200);
  private static final Duration LAST_STEPS = Duration.ofMillis(100);

  private final SpanLedger ledger = new SpanLedger(QUEUE);
  private final SignalWatch watch;
  private final RetryingExporter exporter;
  private final SdkTracerProvider tracers;

  private SpanDelivery(
      TracesConfig config, Resource resource, Backoff backoff, InstantSource clock) {
    watch = new SignalWatch(Signal.TRACES, config.otlp().where(), clock, ledger::counts);
    exporter = new RetryingExporter(config.otlp(), ledger, watch, backoff);
    BatchSpanProcessor queue =
        BatchSpanProcessor.builder(exporter)
            .setMaxQueueSize(QUEUE)
            .setScheduleDelay(LONGEST_WAIT)
            .build();
    tracers =
        SdkTracerProvider.builder()
            .setResource(resource)
            .setSampler(sampler(config))
            .setSpanLimits(
                SpanLimits.builder().setMaxAttributeValueLength(LONGEST_ATTRIBUTE).build())
            .addSpanProcessor(new LedgerProcessor(queue, ledger, watch))
            .build();
  }

  /** Does not touch the network: the first batch does. */
  public static SpanDelivery start(
      TracesConfig config, Resource resource, Backoff backoff, InstantSource clock) {
    SpanDelivery delivery = new SpanDelivery(config, resource, backoff, clock);
    delivery.exporter.prepare();
    return delivery;
  }

  public TracerProvider tracerProvider() {
    return tracers;
  }

  public SignalStatus status() {
    return watch.status();
  }

  /** Delivers what is waiting, for at most {@code limit}; then whatever is left is lost. */
  public SignalCounts close(Duration limit) {
    exporter.closing();
    CompletableResultCode drained = tracers.shutdown();
    drained.join(limit.toNanos(), TimeUnit.NANOSECONDS);
    exporter.stop();
    drained.join(LAST_STEPS.toNanos(), TimeUnit.NANOSECONDS);
    return ledger.finalCounts();
  }

  private static Sampler sampler(TracesConfig config) {
    return switch (config.sampler()) {
      case ALWAYS_ON -> Sampler.alwaysOn();
      case ALWAYS_OFF -> Sampler.alwaysOff();
      case TRACEIDRATIO -> Sampler.traceIdRatioBased(config.samplerRatio());
      case PARENTBASED_ALWAYS_ON -> Sampler.parentBased(Sampler.alwaysOn());
      case PARENTBASED_ALWAYS_OFF -> Sampler.parentBased(Sampler.alwaysOff());
      case PARENTBASED_TRACEIDRATIO ->
          Sampler.parentBased(Sampler.traceIdRatioBased(config.samplerRatio()));
    };
  }
}
