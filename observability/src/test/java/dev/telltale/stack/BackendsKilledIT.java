package dev.telltale.stack;

import static dev.telltale.stack.StackServer.COLLECTOR;
import static dev.telltale.stack.StackServer.LOKI;
import static dev.telltale.stack.StackServer.PROMETHEUS;
import static dev.telltale.stack.StackServer.TEMPO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each backend is killed under load and comes back. What it had not acknowledged is sent again;
 * README.md says what each loses of its own acknowledgements.
 *
 * <p>{@code -Dbackends.down=60} lets each be away for that many seconds.
 */
class BackendsKilledIT {
  private static final Duration DOWN = Duration.ofSeconds(Integer.getInteger("backends.down", 4));
  private static final Duration STEADY = Duration.ofSeconds(3);
  private static final Duration DRAINED = Duration.ofSeconds(90);
  // Tempo writes down what was quiet for 0.1 s, and looks every 0.1 s: what it had in hand is gone.
  // Asked to end, it mostly writes that down too; now and then it takes a minute and does not.
  private static final int TEMPO_HOLDS_SECONDS = 2;
  private static final int SPANS_A_SECOND = 20 * NumberedLoad.SPANS_A_STEP;

  @TempDir Path temp;

  @Test
  void killed_onlyWhatTempoHeldInMemoryIsLost() throws Exception {
    try (Stack stack = started()) {
      lostAfter(
          stack,
          backend -> {
            stack.process(backend).orElseThrow().kill();
            stack.stop(backend);
          },
          SPANS_A_SECOND * TEMPO_HOLDS_SECONDS);
    }
  }

  @Test
  void stopped_nothingIsLostButWhatTempoDoesNotWriteDown() throws Exception {
    try (Stack stack = started()) {
      lostAfter(stack, stack::stop, SPANS_A_SECOND * TEMPO_HOLDS_SECONDS);
    }
  }

  /** With Tempo where there is one. */
  private Stack started() throws Exception {
    Stack stack = TestStack.of(temp, PROMETHEUS, LOKI, COLLECTOR);
    stack.start(PROMETHEUS);
    stack.start(LOKI);
    if (stack.found().contains(TEMPO)) stack.start(TEMPO);
    stack.start(COLLECTOR);
    return stack;
  }

  private interface End {
    void of(StackServer backend) throws Exception;
  }

  private static void lostAfter(Stack stack, End end, int spansMayBeLost) throws Exception {
    StackEnv env = stack.env();
    NumberedLoad load = NumberedLoad.start(env);
    try (load) {
      pause(STEADY);
      for (StackServer backend : List.of(LOKI, PROMETHEUS, TEMPO)) {
        if (stack.process(backend).isEmpty()) continue;
        end.of(backend);
        pause(DOWN);
        stack.start(backend);
        pause(STEADY);
      }
    }
    assertThat(load.trouble()).isEmpty();
    int steps = load.steps();
    boolean withTempo = stack.process(TEMPO).isPresent();
    await().atMost(DRAINED).until(() -> delivered(env, steps, withTempo));

    int lines = steps * NumberedLoad.LINES_A_STEP;
    int points = (steps - 1) / NumberedLoad.STEPS_A_POINT + 1;
    assertThat(new CollectorMetrics(ownMetrics(env)).findings()).isEmpty();
    assertThat(FoundNumbers.lines(LOKI.url(env), load.started(), Instant.now())).isEqualTo(lines);
    assertThat(FoundNumbers.points(PROMETHEUS.url(env))).isEqualTo(points);
    if (withTempo) {
      int spans = steps * NumberedLoad.SPANS_A_STEP;
      // On a busy machine what it acknowledged last can't be found at once.
      AtomicInteger lost = new AtomicInteger(spans);
      await()
          .atMost(DRAINED)
          .untilAsserted(
              () -> {
                lost.set(spans - FoundNumbers.spans(TEMPO.url(env), steps));
                assertThat(lost.get()).isBetween(0, spansMayBeLost);
              });
      System.out.printf("Tempo lost %d of %d spans that it had acknowledged%n", lost.get(), spans);
    }
  }

  /** Whether the backends acknowledged everything that the Collector took. */
  private static boolean delivered(StackEnv env, int steps, boolean withTempo) throws Exception {
    String page = ownMetrics(env);
    String traces = withTempo ? "otlp_grpc/tempo" : "file/traces";
    return sent(page, "spans", traces) >= steps * NumberedLoad.SPANS_A_STEP
        && sent(page, "log_records", "otlp_http/loki") >= steps * NumberedLoad.LINES_A_STEP
        && sent(page, "metric_points", "otlp_http/prometheus")
            > (steps - 1) / NumberedLoad.STEPS_A_POINT;
  }

  private static double sent(String page, String items, String exporter) {
    Matcher sample =
        Pattern.compile(
                "(?m)^otelcol_exporter_sent_%s_total\\{[^}]*exporter=\"%s\"[^}]*} (\\S+)$"
                    .formatted(items, exporter))
            .matcher(page);
    return sample.find() ? Double.parseDouble(sample.group(1)) : 0;
  }

  private static String ownMetrics(StackEnv env) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + env.port("COLLECTOR_METRICS_PORT") + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The fault or the load lasts; there is nothing to wait for. */
  private static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
