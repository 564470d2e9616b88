package dev.telltale.telemetry.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go, as it was written.
 *
 * @param whole whether the path of the signal is in it already, as in {@code
 *     OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}
 */
record OtlpEndpoint(URI uri, boolean whole) {
  private static final String TRACES_PATH = "/v1/traces";

  /** A base URL, as in the file and in {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  static final Shape<OtlpEndpoint> BASE = new BaseUrl();

  static final OtlpEndpoint LOCAL_GRPC =
      new OtlpEndpoint(URI.create("http://127.0.0.1:4317"), false);
  static final OtlpEndpoint LOCAL_HTTP =
      new OtlpEndpoint(URI.create("http://127.0.0.1:4318"), false);

  private static OtlpEndpoint base(URI uri) {
    if (uri.getRawPath().endsWith(TRACES_PATH)) {
      throw new WrongValue(
          "a base URL, to which " + TRACES_PATH + " is appended", Found.text(uri.toString()));
    }
    return new OtlpEndpoint(uri, false);
  }

  /** Taken as it is, as in {@code OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}. */
  static OtlpEndpoint whole(String text) {
    URI uri = AddressShapes.url(text);
    return new OtlpEndpoint(uri.getRawPath().isEmpty() ? URI.create(uri + "/") : uri, true);
  }

  static OtlpEndpoint local(OtlpProtocol protocol) {
    return protocol == OtlpProtocol.GRPC ? LOCAL_GRPC : LOCAL_HTTP;
  }

  /** What is wrong with it for {@code protocol}, or null. */
  @Nullable String wrongFor(OtlpProtocol protocol) {
    boolean path = !uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/");
    return protocol == OtlpProtocol.GRPC && path
        ? "expected a URL without a path for grpc, found " + Found.text(uri.toString())
        : null;
  }

  /** What the exporter is given. */
  URI forTraces(OtlpProtocol protocol) {
    if (protocol == OtlpProtocol.GRPC) {
      return uri.getRawPath().equals("/")
          ? URI.create(uri.getScheme() + "://" + uri.getRawAuthority())
          : uri;
    }
    return whole ? uri : URI.create(uri + TRACES_PATH);
  }

  boolean isPlaintextToAnotherMachine() {
    String host = uri.getHost();
    boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    return uri.getScheme().equals("http") && !loopback;
  }

  private static final class BaseUrl implements Shape<OtlpEndpoint> {
    @Override
    public OtlpEndpoint read(Object raw, Path directory) {
      return base(AddressShapes.URL.read(raw, directory));
    }

    @Override
    public Object typed(String text) {
      return AddressShapes.URL.typed(text);
    }

    @Override
    public boolean canBeWritten(OtlpEndpoint endpoint) {
      String path = endpoint.uri().getRawPath();
      return !endpoint.whole() || path.equals("/") || path.endsWith(TRACES_PATH);
    }

    @Override
    public String toml(OtlpEndpoint endpoint) {
      String url = endpoint.uri().toString();
      return Found.quoted(
          endpoint.whole() && url.endsWith(TRACES_PATH)
              ? url.substring(0, url.length() - TRACES_PATH.length())
              : url);
    }
  }
}
