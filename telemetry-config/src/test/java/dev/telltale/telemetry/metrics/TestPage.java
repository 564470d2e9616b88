package dev.telltale.telemetry.metrics;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.watch.Backoff;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A page at a free port, and who reads it. */
final class TestPage {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private TestPage() {}

  static MetricsPage start(@Nullable MetricPush push) {
    ((Logger) LoggerFactory.getLogger("org.eclipse.jetty")).setLevel(Level.WARN);
    return MetricsPage.start(
        new HostPort("127.0.0.1", 0),
        Resource.create(
            Attributes.of(
                AttributeKey.stringKey("service.name"), "checkout",
                AttributeKey.stringKey("service.instance.id"), "node-1")),
        push,
        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        InstantSource.system());
  }

  /** As a person reads it. */
  static String read(MetricsPage page) throws IOException, InterruptedException {
    return send(request(page));
  }

  /** As Prometheus reads it. */
  static String scrape(MetricsPage page) throws IOException, InterruptedException {
    return send(request(page).header("X-Prometheus-Scrape-Timeout-Seconds", "10"));
  }

  private static HttpRequest.Builder request(MetricsPage page) {
    int port = page.port().orElseThrow();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }
}
