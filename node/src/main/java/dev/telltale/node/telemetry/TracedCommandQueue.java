package dev.telltale.node.telemetry;

import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandOutcome;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.command.CommandRefused;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a span round each command on its worker thread, as a child of what queued it, and counts how
 * every command ended, also those that were never begun.
 */
final class TracedCommandQueue implements CommandQueue {
  private static final Logger log = LoggerFactory.getLogger(TracedCommandQueue.class);

  private final CommandQueue delegate;
  private final Spans spans;
  private final CountedAndTimed metrics;
  private final LongSupplier nanoTime;

  TracedCommandQueue(
      CommandQueue delegate, Spans spans, CountedAndTimed metrics, LongSupplier nanoTime) {
    this.delegate = delegate;
    this.spans = spans;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public <T> CompletableFuture<T> submit(Command<T> command) {
    Context caller = Context.current();
    return delegate
        .submit(command.withBody(() -> run(command, caller)))
        .whenComplete((result, thrown) -> countRefusal(command, caller, thrown));
  }

  private <T> T run(Command<T> command, Context caller) throws Exception {
    try (Scope ignored = caller.makeCurrent();
        ActiveSpan span =
            ActiveSpan.start(spans.span(SpanName.command(command.kind())))
                .field(SpanField.COMMAND, command.kind().label())
                .field(SpanField.BLOCKCHAIN, spans.blockchain())
                .field(SpanField.OPERATION_ID, command.operationId())
                .field(SpanField.PEER_ID, command.peerId())
                .field(SpanField.UAL, command.ual())) {
      return timed(command.kind(), command.body(), span);
    }
  }

  private <T> T timed(CommandKind kind, Callable<T> body, ActiveSpan span) throws Exception {
    long startNanos = nanoTime.getAsLong();
    CommandOutcome outcome = CommandOutcome.FAILED; // what a thrown bug counts as
    Throwable thrown = null;
    try {
      T result = body.call();
      outcome = CommandOutcome.COMPLETED;
      return result;
    } catch (Exception | Error e) {
      thrown = e;
      throw e;
    } finally {
      Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - startNanos);
      metrics.ended(labels(kind, outcome), elapsed);
      if (outcome == CommandOutcome.COMPLETED) span.status(outcome.label());
      else span.failed(outcome.label(), thrown);
      report(kind, outcome, elapsed, thrown);
    }
  }

  private static void report(
      CommandKind kind, CommandOutcome outcome, Duration elapsed, @Nullable Throwable thrown) {
    if (thrown == null) {
      log.atInfo()
          .addKeyValue("status", outcome.label())
          .log("command {} completed in {} ms", kind.label(), elapsed.toMillis());
    } else {
      log.atWarn()
          .addKeyValue("status", outcome.label())
          .log("command {} failed: {}", kind.label(), thrown.toString());
    }
  }

  private void countRefusal(Command<?> command, Context caller, @Nullable Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (!(cause instanceof CommandRefused refused)) return;
    metrics.refused(labels(command.kind(), refused.outcome()));
    try (Scope ignored = caller.makeCurrent()) {
      log.atWarn()
          .addKeyValue("command", command.kind().label())
          .addKeyValue("status", refused.outcome().label())
          .log("command {} was not begun: {}", command.kind().label(), refused.getMessage());
    }
  }

  private static Attributes labels(CommandKind kind, CommandOutcome outcome) {
    return Attributes.of(SpanField.COMMAND, kind.label(), SpanField.STATUS, outcome.label());
  }
}
