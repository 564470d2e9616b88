package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.TracesConfig;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** Makes spans that are put into an {@link OtlpSignal}. */
public final class Spans {
  /** In characters. Unlimited, a few spans could make a request that no collector takes. */
  private static final int LONGEST_ATTRIBUTE = 16 * 1024;

  private Spans() {}

  public static SdkTracerProvider into(OtlpSignal signal, TracesConfig config, Resource resource) {
    SpanLimits limits =
        SpanLimits.builder()
            .setMaxAttributeValueLength(LONGEST_ATTRIBUTE)
            // The Collector can't look for secrets in attributes of links, so there are none.
            .setMaxNumberOfAttributesPerLink(0)
            .build();
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSampler(sampler(config))
        .setSpanLimits(limits)
        .addSpanProcessor(signal.spans())
        .build();
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
