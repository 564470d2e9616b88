package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.sink.OtlpSink;
import java.io.IOException;
import java.util.Map;

/**
 * Where a route leads: a Collector, and behind it the sink. The sink answers, the Collector is not
 * started yet. Whoever makes it closes it; the route to it does so too.
 */
public final class Destination implements AutoCloseable {
  private final CaseRun run;
  private final OtlpSink sink;
  private final CollectorServer collector;

  private Destination(CaseRun run, OtlpSink sink, CollectorServer collector) {
    this.run = run;
    this.sink = sink;
    this.collector = collector;
  }

  public static Destination of(CaseRun run) throws IOException {
    return of(run, Map.of(), "{}");
  }

  /**
   * As the other, for a Collector that is set up otherwise.
   *
   * @param others values for names of stack.env
   * @param further configuration that goes over the shipped one, and under what is naive; {@code
   *     {}} for none
   */
  public static Destination of(CaseRun run, Map<String, String> others, String further)
      throws IOException {
    OtlpSink sink = OtlpSink.start();
    try {
      CollectorServer collector =
          CollectorServer.in(
              run.folder().resolve("stack"), sink.port(), others, further, run.naiveCollector());
      return new Destination(run, sink, collector);
    } catch (IOException | RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  CaseRun run() {
    return run;
  }

  public OtlpSink sink() {
    return sink;
  }

  public CollectorServer collector() {
    return collector;
  }

  @Override
  public void close() throws IOException {
    try (sink) {
      collector.close();
    }
  }
}
