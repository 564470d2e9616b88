package dev.telltale.telemetry.config;

/**
 * {@code [telemetry.traces]}: whether spans are exported, where to, and how.
 *
 * @param serviceName {@code service.name} of every signal
 * @param samplerRatio part of traces kept by the ratio samplers, 0 to 1
 */
public record TracesConfig(
    boolean enabled,
    String serviceName,
    OtlpConfig otlp,
    SamplerKind sampler,
    double samplerRatio) {}
