package dev.telltale.telemetry.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The keys that say how one signal reaches a collector, with the variables of OpenTelemetry that
 * say the same: first the one for every signal, then the signal's own.
 *
 * @param signalPath what is appended to a base URL for http/protobuf
 */
record ConnectionKeys(
    String signalPath,
    Key<OtlpEndpoint> endpoint,
    Key<OtlpProtocol> protocol,
    Key<Duration> timeout,
    Key<Compression> compression,
    Key<Headers> headers,
    Key<Path> headersFile,
    Key<Path> caFile,
    Key<Path> clientCertFile,
    Key<Path> clientKeyFile) {

  private static final String COMMON = "OTEL_EXPORTER_OTLP_";

  /** Of a signal that has a collector even where none is written. */
  static ConnectionKeys always(String own, String signalPath) {
    Key<OtlpEndpoint> endpoint =
        Key.of("otlp_endpoint", OtlpEndpoint.base(signalPath))
            .env(COMMON + "ENDPOINT")
            .env(own + "ENDPOINT", (text, lower, directory) -> OtlpEndpoint.whole(text));
    return of(own, signalPath, endpoint);
  }

  /** Of a signal that is pushed only where the operator wrote an endpoint: no variable does. */
  static ConnectionKeys onlyWhereWritten(String own, String signalPath) {
    Shape<OtlpEndpoint> base = OtlpEndpoint.base(signalPath);
    Key<OtlpEndpoint> endpoint =
        Key.of("otlp_endpoint", base)
            .env(
                COMMON + "ENDPOINT",
                (text, lower, directory) ->
                    lower == null ? null : base.read(base.exported(text), directory))
            .env(
                own + "ENDPOINT",
                (text, lower, directory) -> lower == null ? null : OtlpEndpoint.whole(text));
    return of(own, signalPath, endpoint);
  }

  private static ConnectionKeys of(String own, String signalPath, Key<OtlpEndpoint> endpoint) {
    return new ConnectionKeys(
        signalPath,
        endpoint,
        Key.oneOf("protocol", OtlpProtocol.class, OtlpProtocol::label)
            .or(OtlpProtocol.GRPC)
            .env(COMMON + "PROTOCOL")
            .env(own + "PROTOCOL"),
        Key.duration("timeout", Duration.ofMinutes(10))
            .or(Duration.ofSeconds(10))
            .env(COMMON + "TIMEOUT", Exported::milliseconds)
            .env(own + "TIMEOUT", Exported::milliseconds),
        Key.oneOf("compression", Compression.class, Compression::label)
            .or(Compression.NONE)
            .env(COMMON + "COMPRESSION")
            .env(own + "COMPRESSION"),
        Key.<Headers>exported("headers")
            .env(COMMON + "HEADERS", Exported::headers)
            .env(own + "HEADERS", Exported::headers),
        Key.path("headers_file"),
        Key.path("ca_file").env(COMMON + "CERTIFICATE").env(own + "CERTIFICATE"),
        Key.path("client_cert_file")
            .env(COMMON + "CLIENT_CERTIFICATE")
            .env(own + "CLIENT_CERTIFICATE"),
        Key.path("client_key_file").env(COMMON + "CLIENT_KEY").env(own + "CLIENT_KEY"));
  }

  /** Those a file may have beside the endpoint, in the order in which they are shown. */
  List<Key<?>> besideTheEndpoint() {
    return List.of(
        protocol, timeout, compression, headersFile, caFile, clientCertFile, clientKeyFile);
  }
}
