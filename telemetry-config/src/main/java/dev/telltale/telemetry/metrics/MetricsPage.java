package dev.telltale.telemetry.metrics;

import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.config.HostPort;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.Reason;
import dev.telltale.telemetry.watch.SignalWatch;
import dev.telltale.telemetry.watch.StateWords;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Counts and measures, shows the result at {@code /metrics} and, where that is asked for, pushes
 * it. A port that is taken is asked for again in the background until it is free; what was recorded
 * meanwhile is not lost.
 */
public final class MetricsPage {
  private final HostPort address;
  private final Backoff backoff;
  private final Warnings warnings = new Warnings();
  private final ShownMetrics shown;
  private final ScrapeReader reader;
  private final @Nullable PushReader pushing;
  private final Runnable onScraper;
  private final SdkMeterProvider meters;
  private final SignalWatch watch;

  private @Nullable ScrapeServer server;
  private @Nullable Thread binding;
  private boolean closed;

  private MetricsPage(
      HostPort address,
      Resource resource,
      @Nullable MetricPush push,
      Backoff backoff,
      InstantSource clock) {
    this.address = address;
    this.backoff = backoff;
    this.shown = new ShownMetrics(resource, clock, warnings);
    this.reader = new ScrapeReader(shown);
    this.pushing = push == null ? null : new PushReader(shown, push, warnings);
    this.onScraper = push == null ? () -> {} : () -> warnings.say(twice(push));
    SdkMeterProviderBuilder builder =
        SdkMeterProvider.builder().setResource(resource).registerMetricReader(reader);
    if (pushing != null) {
      builder.registerMetricReader(pushing);
    }
    this.meters = builder.build();
    this.watch =
        new SignalWatch(
            Signal.METRICS, where(address), clock, System::nanoTime, StateWords.SERVED, () -> 0);
  }

  /** Shows metrics, and does not push them. */
  public static MetricsPage start(
      HostPort address, Resource resource, Backoff backoff, InstantSource clock) {
    return start(address, resource, null, backoff, clock);
  }

  /** Shows metrics, and pushes them where {@code push} is not null. */
  public static MetricsPage start(
      HostPort address,
      Resource resource,
      @Nullable MetricPush push,
      Backoff backoff,
      InstantSource clock) {
    MetricsPage page = new MetricsPage(address, resource, push, backoff, clock);
    page.bindNowOrLater();
    if (page.pushing != null) {
      page.pushing.start();
    }
    return page;
  }

  /** Where the page is, or will be. */
  public static String where(HostPort address) {
    return "http://" + address + "/metrics";
  }

  public MeterProvider meterProvider() {
    return meters;
  }

  public void declare(HistogramDeclaration histogram) {
    shown.declare(histogram);
  }

  /** Adds this library's metrics about itself. Call once. */
  public void show(LedgerSource ledgers) {
    LedgerMetrics.show(ledgers, meters);
  }

  /** How the page is doing; what an operator should change is in it while nothing is wrong. */
  public SignalStatus status() {
    SignalStatus status = watch.status();
    List<String> all = warnings.all();
    if (status.why() != null || all.isEmpty()) {
      return status;
    }
    int more = all.size() - 1;
    return status.because(all.get(0) + (more == 0 ? "" : "; and " + more + " more in the log"));
  }

  /**
   * What an operator should change, each in one line: names that collide, attributes with too many
   * values, metrics that are both read by a scraper and pushed. All that was found since the start.
   */
  public List<String> warnings() {
    return warnings.all();
  }

  /** The port that is listened at; empty while there is none. */
  public synchronized OptionalInt port() {
    return server == null ? OptionalInt.empty() : OptionalInt.of(server.port());
  }

  /** As {@link #close(Duration)}, for a page that does not push. */
  public void close() {
    close(Duration.ZERO);
  }

  /** Frees the port, and pushes a last time, for which it waits until {@code limit} at most. */
  public void close(Duration limit) {
    Thread waiting;
    synchronized (this) {
      closed = true;
      notifyAll();
      waiting = binding;
      if (server != null) {
        server.close();
        server = null;
      }
    }
    if (waiting != null) {
      waiting.interrupt();
    }
    if (pushing != null) {
      pushing.close(limit);
    }
    meters.close();
  }

  private static String twice(MetricPush push) {
    return "a scraper reads /metrics and the same is pushed to "
        + push.where()
        + ", so every series comes twice: take this service out of the scrape targets, or"
        + " otlp_endpoint out of [telemetry.metrics]";
  }

  private synchronized void bindNowOrLater() {
    if (bind()) {
      return;
    }
    Thread thread = new Thread(this::bindLater, "telemetry-metrics-bind");
    thread.setDaemon(true);
    binding = thread;
    thread.start();
  }

  private synchronized void bindLater() {
    try {
      for (int attempt = 0; !closed; attempt++) {
        wait(Math.max(1, backoff.after(attempt).toMillis()));
        if (!closed && bind()) {
          watch.running();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private synchronized boolean bind() {
    try {
      server = ScrapeServer.open(address, new ScrapeHandler(reader::snapshots, watch, onScraper));
      return true;
    } catch (IOException e) {
      watch.off(where(address) + ": " + Reason.of(e));
      return false;
    }
  }
}
