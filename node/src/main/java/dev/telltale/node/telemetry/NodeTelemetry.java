package dev.telltale.node.telemetry;

import dev.telltale.node.api.ApiHandler;
import dev.telltale.node.api.CurrentTrace;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.network.PeerHandler;
import dev.telltale.node.network.PeerTransport;
import dev.telltale.node.operation.Operations;
import dev.telltale.node.repository.Repository;
import dev.telltale.node.sync.SyncHeartbeat;
import dev.telltale.node.sync.SyncStages;
import dev.telltale.node.task.Task;
import dev.telltale.node.triplestore.TripleStore;
import dev.telltale.telemetry.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Puts telemetry round the ports of a node from outside. What comes back behaves as what was given,
 * and is seen.
 */
public final class NodeTelemetry {
  private static final String SCOPE = "dev.telltale.node";

  private final Spans spans;
  private final TextMapPropagator propagator;
  private final LongSupplier nanoTime;
  private final CountedAndTimed commands;
  private final CountedAndTimed tasks;
  private final SyncHeartbeat heartbeat;

  /**
   * For a node of one network.
   *
   * @param blockchain {@code [node].network}
   * @param nanoTime rises steadily, as {@link System#nanoTime}
   */
  public NodeTelemetry(
      OpenTelemetry openTelemetry, String blockchain, LongSupplier nanoTime, InstantSource clock) {
    Meter meter = openTelemetry.getMeter(SCOPE);
    this.spans = new Spans(openTelemetry.getTracer(SCOPE), blockchain);
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    this.nanoTime = nanoTime;
    this.commands =
        new CountedAndTimed(meter, NodeMetric.COMMAND_TOTAL, NodeMetric.COMMAND_DURATION_SECONDS);
    this.tasks =
        new CountedAndTimed(meter, NodeMetric.TASK_RUNS_TOTAL, NodeMetric.TASK_DURATION_SECONDS);
    this.heartbeat = new SyncHeartbeatGauge(meter, clock);
  }

  public CommandQueue commandQueue(CommandQueue queue) {
    return new TracedCommandQueue(queue, spans, commands, nanoTime);
  }

  public Operations operations(Operations operations) {
    return new TracedOperations(operations, spans);
  }

  public Task task(Task task) {
    return new TracedTask(task, spans, tasks, nanoTime);
  }

  public SyncStages syncStages(SyncStages stages) {
    return new TracedSyncStages(stages, spans);
  }

  public Repository repository(Repository repository) {
    return new TracedRepository(repository, spans);
  }

  public TripleStore tripleStore(TripleStore store) {
    return new TracedTripleStore(store, spans);
  }

  public PeerTransport peerTransport(PeerTransport transport) {
    return new TracedPeerTransport(transport, spans, propagator);
  }

  public PeerHandler peerHandler(PeerHandler handler) {
    return new TracedPeerHandler(handler, spans, propagator);
  }

  public ApiHandler api(ApiHandler handler) {
    return new TracedApi(handler, spans, propagator, nanoTime);
  }

  /** Threads whose work stays in the trace of who handed it over. */
  public Executor executor(Executor executor) {
    return new ContextExecutor(executor);
  }

  /** Shows the histograms from the start, with zeros for what can complete. */
  public void showFirstValues(Telemetry running) {
    for (NodeMetric metric : NodeMetric.values()) {
      if (metric.type() == MetricType.HISTOGRAM) {
        running.declareHistogram(
            metric.metricName(),
            metric.help(),
            metric.unit(),
            NodeMetric.SECONDS_BUCKETS,
            metric.firstValues());
      }
    }
  }

  public SyncHeartbeat heartbeat() {
    return heartbeat;
  }

  /** Lets answers name the trace that they belong to. */
  public static CurrentTrace currentTrace() {
    return () ->
        Optional.of(Span.current().getSpanContext())
            .filter(c -> c.isValid())
            .map(c -> c.getTraceId());
  }

  /** The start or the end of the process, which may fail because of the world. */
  public interface RuntimeStep<T> {
    T run() throws IOException;
  }

  /** Runs the start or the end of the process as a trace of its own. */
  public <T> T runtime(String spanName, RuntimeStep<T> step) throws IOException {
    try (ActiveSpan span = ActiveSpan.start(spans.span(spanName).setNoParent())) {
      try {
        T result = step.run();
        span.status("completed");
        return result;
      } catch (IOException | RuntimeException | Error e) {
        span.failed("failed", e);
        throw e;
      }
    }
  }
}
