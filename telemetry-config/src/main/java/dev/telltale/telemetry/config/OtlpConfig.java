package dev.telltale.telemetry.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one signal reaches a collector by OTLP: the connection keys of its section.
 *
 * @param endpoint where it goes: for gRPC the base URL, for HTTP the whole URL with its path
 * @param timeout limit of one export; positive
 * @param headers sent with every export; from the environment only
 * @param headersFile file of {@code name: value} lines sent with every export; a name that {@code
 *     headers} has too keeps the value of {@code headers}
 * @param caFile PEM certificates trusted instead of the system's
 * @param clientCertFile PEM certificates that this client shows; together with {@code
 *     clientKeyFile} or not at all
 * @param clientKeyFile PEM private key of {@code clientCertFile}
 */
public record OtlpConfig(
    URI endpoint,
    OtlpProtocol protocol,
    Duration timeout,
    Compression compression,
    Headers headers,
    @Nullable Path headersFile,
    @Nullable Path caFile,
    @Nullable Path clientCertFile,
    @Nullable Path clientKeyFile) {

  /** Without headers and certificates. */
  public OtlpConfig(
      URI endpoint, OtlpProtocol protocol, Duration timeout, Compression compression) {
    this(endpoint, protocol, timeout, compression, Headers.NONE, null, null, null, null);
  }

  /** The address as it is shown to people: without user, password and query. */
  public String where() {
    String host = endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    String path = endpoint.getPath() == null ? "" : endpoint.getPath();
    return endpoint.getScheme() + "://" + host + path;
  }
}
