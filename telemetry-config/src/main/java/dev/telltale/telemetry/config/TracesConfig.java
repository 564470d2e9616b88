package dev.telltale.telemetry.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code [telemetry.traces]}: whether spans are exported, where to, and how.
 *
 * @param otlpEndpoint where spans go: for gRPC the base URL, for HTTP the whole URL with its path
 * @param serviceName {@code service.name} of every signal
 * @param timeout limit of one export; positive
 * @param headers sent with every export; from the environment only
 * @param headersFile file of {@code name: value} lines sent with every export, read at start; a
 *     name that {@code headers} has too keeps the value of {@code headers}
 * @param caFile PEM certificates trusted instead of the system's
 * @param samplerRatio part of traces kept by the ratio samplers, 0 to 1
 */
public record TracesConfig(
    boolean enabled,
    URI otlpEndpoint,
    String serviceName,
    OtlpProtocol protocol,
    Duration timeout,
    Compression compression,
    Headers headers,
    @Nullable Path headersFile,
    @Nullable Path caFile,
    SamplerKind sampler,
    double samplerRatio) {

  /** Without headers from the environment. */
  public TracesConfig(
      boolean enabled,
      URI otlpEndpoint,
      String serviceName,
      OtlpProtocol protocol,
      Duration timeout,
      Compression compression,
      @Nullable Path headersFile,
      @Nullable Path caFile,
      SamplerKind sampler,
      double samplerRatio) {
    this(
        enabled,
        otlpEndpoint,
        serviceName,
        protocol,
        timeout,
        compression,
        Headers.NONE,
        headersFile,
        caFile,
        sampler,
        samplerRatio);
  }
}
