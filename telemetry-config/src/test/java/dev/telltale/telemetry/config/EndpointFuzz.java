package dev.telltale.telemetry.config;

import dev.telltale.telemetry.fuzz.Readable;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An address that is taken can be used by those who get it; another is refused in a line. */
public final class EndpointFuzz {
  private static final String SIGNAL_PATH = "/v1/metrics";
  private static final Shape<OtlpEndpoint> BASE = OtlpEndpoint.base(SIGNAL_PATH);

  private EndpointFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    HostPort address = AddressShapes.hostPort(text);
    if (address != null) {
      Readable.line(address.toString());
      Readable.check(address.equals(AddressShapes.hostPort(address.toString())), text);
      Readable.check(address.port() <= 65535 && AddressShapes.isHost(address.host()), text);
    }
    OtlpEndpoint base = read(() -> BASE.read(text, Path.of("/")));
    if (base != null) {
      OtlpEndpoint again = BASE.read(base.uri().toString(), Path.of("/"));
      Readable.check(again.equals(base), text);
      canBeUsed(base);
    }
    OtlpEndpoint whole = read(() -> OtlpEndpoint.whole(text));
    if (whole != null) {
      canBeUsed(whole);
    }
  }

  private static @Nullable OtlpEndpoint read(Supplier<OtlpEndpoint> reading) {
    try {
      return reading.get();
    } catch (WrongValue e) {
      Readable.line(e.what(false));
      return null;
    }
  }

  private static void canBeUsed(OtlpEndpoint endpoint) {
    for (OtlpProtocol protocol : OtlpProtocol.values()) {
      String wrong = endpoint.wrongFor(protocol);
      if (wrong != null) {
        Readable.line(wrong);
        continue;
      }
      URI uri = endpoint.forSignal(SIGNAL_PATH, protocol);
      Readable.line(uri.toString());
      Readable.check(uri.getUserInfo() == null && uri.getQuery() == null, uri.toString());
      Readable.check(HttpRequest.newBuilder(uri).build().uri().equals(uri), uri.toString());
      if (protocol == OtlpProtocol.GRPC) {
        OtlpGrpcSpanExporter.builder().setEndpoint(uri.toString());
      } else {
        OtlpHttpSpanExporter.builder().setEndpoint(uri.toString());
        Readable.check(endpoint.whole() || uri.getRawPath().endsWith(SIGNAL_PATH), uri.toString());
      }
    }
  }
}
