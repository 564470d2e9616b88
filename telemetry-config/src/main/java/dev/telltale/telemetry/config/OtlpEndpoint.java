package dev.telltale.telemetry.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a signal goes, as it was written.
 *
 * @param whole whether the path of the signal is in it already, as in {@code
 *     OTEL_EXPORTER_OTLP_TRACES_ENDPOINT}
 */
record OtlpEndpoint(URI uri, boolean whole) {
  private static final Pattern SIGNAL_PATH = Pattern.compile(".*/v1/(traces|metrics|logs)");

  static final OtlpEndpoint LOCAL_GRPC =
      new OtlpEndpoint(URI.create("http://127.0.0.1:4317"), false);
  static final OtlpEndpoint LOCAL_HTTP =
      new OtlpEndpoint(URI.create("http://127.0.0.1:4318"), false);

  /**
   * A base URL, as in the file and in {@code OTEL_EXPORTER_OTLP_ENDPOINT}.
   *
   * @param signalPath what is appended to it, such as /v1/traces
   */
  static Shape<OtlpEndpoint> base(String signalPath) {
    return new BaseUrl(signalPath);
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
  URI forSignal(String signalPath, OtlpProtocol protocol) {
    if (protocol == OtlpProtocol.GRPC) {
      return uri.getRawPath().equals("/")
          ? URI.create(uri.getScheme() + "://" + uri.getRawAuthority())
          : uri;
    }
    return whole ? uri : URI.create(uri + signalPath);
  }

  /** For gRPC, where nothing is appended, a whole URL is what a file calls a base. */
  OtlpEndpoint asWrittenFor(OtlpProtocol protocol) {
    return whole && protocol == OtlpProtocol.GRPC && wrongFor(protocol) == null
        ? new OtlpEndpoint(forSignal("", protocol), false)
        : this;
  }

  boolean isPlaintextToAnotherMachine() {
    String host = uri.getHost();
    boolean loopback = host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
    return uri.getScheme().equals("http") && !loopback;
  }

  private record BaseUrl(String signalPath) implements Shape<OtlpEndpoint> {
    @Override
    public OtlpEndpoint read(Object raw, Path directory) {
      URI uri = AddressShapes.URL.read(raw, directory);
      if (SIGNAL_PATH.matcher(uri.getRawPath()).matches()) {
        throw new WrongValue(
            "a base URL, to which " + signalPath + " is appended", Found.text(uri.toString()));
      }
      return new OtlpEndpoint(uri, false);
    }

    @Override
    public Object typed(String text) {
      return AddressShapes.URL.typed(text);
    }

    @Override
    public boolean canBeWritten(OtlpEndpoint endpoint) {
      String path = endpoint.uri().getRawPath();
      return !endpoint.whole() || path.endsWith(signalPath);
    }

    @Override
    public String toml(OtlpEndpoint endpoint) {
      String url = endpoint.uri().toString();
      return Found.quoted(
          endpoint.whole() && url.endsWith(signalPath)
              ? url.substring(0, url.length() - signalPath.length())
              : url);
    }
  }
}
