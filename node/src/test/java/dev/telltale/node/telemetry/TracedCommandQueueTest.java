package dev.telltale.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.Ual;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandOutcome;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.command.CommandRefused;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.DoubleExemplarData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracedCommandQueueTest {
  private static final Ual UAL = new Ual("local:1", "0x" + "ab".repeat(20), 7);

  private final SeenTelemetry seen = new SeenTelemetry();
  private final CommandQueue queue = seen.telemetry.commandQueue(new OwnThreadQueue());

  @AfterEach
  void close() {
    seen.close();
  }

  @Test
  void completed_isAChildOfWhatQueuedIt_countedAndTimedWithItsTrace() {
    Span ingest = seen.sdk.getTracer("test").spanBuilder("command.ingest").startSpan();
    try (Scope ignored = ingest.makeCurrent()) {
      assertThat(
              queue
                  .submit(
                      command(
                          CommandKind.HANDLE_GET,
                          () -> {
                            seen.nanos.addAndGet(20_000_000);
                            return "done";
                          }))
                  .join())
          .isEqualTo("done");
    }

    SpanData span = seen.span("command.handle_get");
    assertThat(span.getTraceId()).isEqualTo(ingest.getSpanContext().getTraceId());
    assertThat(span.getParentSpanId()).isEqualTo(ingest.getSpanContext().getSpanId());
    assertThat(SeenTelemetry.words(span.getAttributes()).split(","))
        .containsExactlyInAnyOrder(
            "blockchain=local:1",
            "command=handle_get",
            "operation_id=op-1",
            "peer_id=0xpeer",
            "ual=" + UAL,
            "status=completed");
    // Before anything else is collected: a collection takes the exemplars with it.
    HistogramPointData point =
        seen.metric("node_command_duration_seconds").getHistogramData().getPoints().stream()
            .findFirst()
            .orElseThrow();
    assertThat(point.getSum()).isEqualTo(0.02);
    assertThat(point.getBoundaries()).isEqualTo(NodeMetric.SECONDS_BUCKETS);
    assertThat(point.getExemplars())
        .extracting(DoubleExemplarData::getSpanContext)
        .extracting(c -> c.getSpanId())
        .containsExactly(span.getSpanId());
    assertThat(seen.counts("node_command_total"))
        .isEqualTo(Map.of("command=handle_get,status=completed", 1L));
  }

  @Test
  void thrown_isFailed_andTheCallerStillGetsIt() {
    IllegalStateException thrown = new IllegalStateException("no space left");

    assertThatThrownBy(
            () ->
                queue
                    .submit(
                        command(
                            CommandKind.PUBLISH_COLLECTION,
                            () -> {
                              throw thrown;
                            }))
                    .join())
        .isInstanceOf(CompletionException.class)
        .hasCause(thrown);

    SpanData span = seen.span("command.publish_collection");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("no space left");
    assertThat(seen.counts("node_command_total"))
        .isEqualTo(Map.of("command=publish_collection,status=failed", 1L));
  }

  @Test
  void refused_isCountedOnce_neverTimed_andHasNoSpan() {
    CommandQueue full =
        seen.telemetry.commandQueue(
            new CommandQueue() {
              @Override
              public <T> CompletableFuture<T> submit(Command<T> command) {
                return CompletableFuture.failedFuture(
                    new CommandRefused(CommandOutcome.REJECTED_QUEUE_FULL, "256 commands wait"));
              }
            });

    assertThatThrownBy(() -> full.submit(command(CommandKind.RUN_QUERY, () -> "never")).join())
        .hasCauseInstanceOf(CommandRefused.class);

    assertThat(seen.counts("node_command_total"))
        .isEqualTo(Map.of("command=run_query,status=rejected_queue_full", 1L));
    assertThat(seen.spans()).isEmpty();
    assertThat(seen.hasMetric("node_command_duration_seconds")).isFalse();
  }

  @Test
  void logFields_areThereInsideAndGoneAfter() {
    Map<String, String> inside = new HashMap<>();
    Map<String, String> after = new HashMap<>();
    CommandQueue sameThread = seen.telemetry.commandQueue(new SameThreadQueue());

    sameThread
        .submit(
            command(
                CommandKind.HANDLE_STORE,
                () -> {
                  inside.putAll(MDC.getCopyOfContextMap());
                  return "done";
                }))
        .join();
    if (MDC.getCopyOfContextMap() != null) after.putAll(MDC.getCopyOfContextMap());

    assertThat(inside)
        .isEqualTo(
            Map.of(
                "command", "handle_store",
                "blockchain", "local:1",
                "operation_id", "op-1",
                "peer_id", "0xpeer",
                "ual", UAL.toString()));
    assertThat(after).isEmpty();
  }

  @Test
  void everyCounterThatCanHappen_isZeroFromTheStart() {
    assertThat(seen.metric("node_command_total").getLongSumData().getPoints()).hasSize(5 * 5);
    assertThat(seen.metric("node_task_runs_total").getLongSumData().getPoints()).hasSize(2 * 3);
    assertThat(seen.counts("node_command_total")).isEmpty();
  }

  private static <T> Command<T> command(CommandKind kind, Callable<T> body) {
    return new Command<>(kind, "op-1", UAL, "0xpeer", body);
  }

  private static final class SameThreadQueue implements CommandQueue {
    @Override
    public <T> CompletableFuture<T> submit(Command<T> command) {
      try {
        return CompletableFuture.completedFuture(command.body().call());
      } catch (Exception e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }

  private static final class OwnThreadQueue implements CommandQueue {
    @Override
    public <T> CompletableFuture<T> submit(Command<T> command) {
      return CompletableFuture.supplyAsync(() -> new SameThreadQueue().submit(command))
          .thenCompose(f -> f);
    }
  }
}
