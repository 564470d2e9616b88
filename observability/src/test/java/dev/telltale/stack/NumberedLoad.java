package dev.telltale.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends what a busy node sends, numbered, to a Collector: in each step of 50 ms one trace of 100
 * spans and 25 log lines, and in each twentieth one point of a gauge. A request that was refused is
 * sent again. Whoever started it closes it.
 */
final class NumberedLoad implements AutoCloseable {
  static final int SPANS_A_STEP = 100;
  static final int LINES_A_STEP = 25;
  static final int STEPS_A_POINT = 20;
  private static final Duration STEP = Duration.ofMillis(50);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI collector;
  private final Path logFile;
  private final Instant started = Instant.now();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger steps = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "numbered-load");
  private volatile String trouble = "";

  private NumberedLoad(URI collector, Path logFile) {
    this.collector = collector;
    this.logFile = logFile;
  }

  static NumberedLoad start(StackEnv env) {
    URI collector = URI.create("http://127.0.0.1:" + env.port("COLLECTOR_OTLP_HTTP_PORT"));
    Path logFile = Path.of(env.value("NODE_LOGS")).resolveSibling("node-a.jsonl");
    NumberedLoad load = new NumberedLoad(collector, logFile);
    load.thread.start();
    return load;
  }

  /** How many steps the Collector has acknowledged in full. */
  int steps() {
    return steps.get();
  }

  Instant started() {
    return started;
  }

  /** Empty, or what made it end early. */
  String trouble() {
    return trouble;
  }

  static String traceId(int step) {
    return "%032x".formatted(0x7000_0000_0000_0000L + step);
  }

  private void run() {
    long begin = System.nanoTime();
    try {
      for (int step = 0; !stopping.get(); step++) {
        LockSupport.parkNanos(begin + step * STEP.toNanos() - System.nanoTime());
        send("traces", spans(step));
        Files.writeString(
            logFile, lines(step), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (step % STEPS_A_POINT == 0) {
          send("metrics", point(step / STEPS_A_POINT));
        }
        steps.set(step + 1);
      }
    } catch (IOException | InterruptedException e) {
      trouble = e.toString();
    }
  }

  private void send(String signal, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(collector.resolve("/v1/" + signal))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    while (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 200
        && !stopping.get()) {
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private static String spans(int step) {
    StringBuilder spans = new StringBuilder(RESOURCE.formatted("Spans", "Spans", "spans"));
    long now = nanos();
    for (int i = 0; i < SPANS_A_STEP; i++) {
      spans
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"traceId":"%s","spanId":"%016x","name":"command.publish_collection","startTimeUnixNano":"%d","endTimeUnixNano":"%d",
               "attributes":[{"key":"command","value":{"stringValue":"publish_collection"}},
                {"key":"ual","value":{"stringValue":"did:dkg:local:1/0x52908400098527886e0f7030069857d2e4169ee7/%d"}}]}
              """
                  .formatted(traceId(step), i + 1, now - 1_000_000, now, i));
    }
    return spans.append("]}]}]}").toString();
  }

  private static String lines(int step) {
    StringBuilder lines = new StringBuilder();
    Instant now = Instant.now();
    for (int i = 0; i < LINES_A_STEP; i++) {
      lines.append(
          """
          {"@timestamp":"%s","level":"INFO","message":"line %d","logger_name":"dev.telltale.node.command.PublishCollection","service.name":"telltale","service.instance.id":"node-a","command":"publish_collection"}
          """
              .formatted(now, step * LINES_A_STEP + i));
    }
    return lines.toString();
  }

  private static String point(int number) {
    return RESOURCE.formatted("Metrics", "Metrics", "metrics")
        + """
        {"name":"numbered_point","gauge":{"dataPoints":[{"timeUnixNano":"%d","asInt":"%d"}]}}]}]}]}
        """
            .formatted(nanos(), number);
  }

  private static final String RESOURCE =
      """
      {"resource%s":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"telltale"}},
       {"key":"service.instance.id","value":{"stringValue":"node-a"}}]},"scope%s":[{"%s":[
      """;

  private static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  @Override
  public void close() throws InterruptedException {
    stopping.set(true);
    thread.join(Duration.ofSeconds(10).toMillis());
  }
}
