package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends read-only queries to a node at a steady rate and counts those it acknowledged. The time
 * each took is kept by phase, so that what a fault does to the node's own work is seen.
 */
public final class CommandLoad implements AutoCloseable {
  private static final int THREADS = 4;
  private static final String QUERY = "ASK { ?s ?p ?o }";
  // Not sampled: the node makes no spans for such a request.
  private static final String UNRECORDED =
      "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  private final HttpRequest request;
  private final long nanosPerRequest;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Map<String, Latencies> phases = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile String phase = "start";
  private volatile boolean stopping;

  private CommandLoad(URI api, int perSecond, boolean traced) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(api.resolve("/v1/query"))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/sparql-query")
            .POST(HttpRequest.BodyPublishers.ofString(QUERY));
    if (!traced) builder.header("traceparent", UNRECORDED);
    this.request = builder.build();
    this.nanosPerRequest = THREADS * 1_000_000_000L / perSecond;
  }

  static CommandLoad start(URI api, int perSecond, boolean traced) {
    CommandLoad load = new CommandLoad(api, perSecond, traced);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(load::run, "commands-" + i);
      thread.setDaemon(true);
      load.threads.add(thread);
      thread.start();
    }
    return load;
  }

  private void run() {
    long due = System.nanoTime();
    while (!stopping) {
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(early);
      } else {
        send();
        due = Math.max(due + nanosPerRequest, System.nanoTime() - 1_000_000_000L);
      }
    }
  }

  private void send() {
    long start = System.nanoTime();
    Latencies latencies = phases.computeIfAbsent(phase, name -> new Latencies());
    try {
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      latencies.add(System.nanoTime() - start);
      (status == 200 ? acknowledged : failed).incrementAndGet();
    } catch (IOException e) {
      failed.incrementAndGet(); // counted; a killed node refuses them all
      LockSupport.parkNanos(10_000_000);
    } catch (InterruptedException e) {
      stopping = true;
    }
  }

  /** What follows is timed under this name. */
  void phase(String name) {
    phase = name;
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  public long failed() {
    return failed.get();
  }

  /** The time within which 99 of 100 were answered, in milliseconds; 0 where there were none. */
  public double p99Millis(String ofPhase) {
    Latencies latencies = phases.get(ofPhase);
    return latencies == null ? 0 : latencies.p99Millis();
  }

  /** Waits for the answers that are due. */
  @Override
  public void close() {
    stopping = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
