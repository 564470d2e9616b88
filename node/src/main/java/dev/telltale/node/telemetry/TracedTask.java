package dev.telltale.node.telemetry;

import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Makes each run of a task one trace of its own, counted and timed. */
final class TracedTask implements Task {
  private final Task delegate;
  private final Spans spans;
  private final CountedAndTimed metrics;
  private final LongSupplier nanoTime;

  TracedTask(Task delegate, Spans spans, CountedAndTimed metrics, LongSupplier nanoTime) {
    this.delegate = delegate;
    this.spans = spans;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public TaskName name() {
    return delegate.name();
  }

  @Override
  public TaskRun run() {
    long startNanos = nanoTime.getAsLong();
    TaskOutcome outcome = TaskOutcome.FAILED; // what a thrown bug counts as
    try (ActiveSpan span =
        ActiveSpan.start(spans.span(SpanName.task(name())).setNoParent())
            .field(SpanField.TASK, name().label())
            .field(SpanField.BLOCKCHAIN, spans.blockchain())) {
      try {
        TaskRun run = delegate.run();
        outcome = run.outcome();
        if (outcome == TaskOutcome.FAILED) span.failed(outcome.label(), null);
        else span.status(outcome.label());
        return run;
      } catch (RuntimeException | Error e) {
        span.failed(outcome.label(), e);
        throw e;
      } finally {
        count(outcome, Duration.ofNanos(nanoTime.getAsLong() - startNanos));
      }
    }
  }

  private void count(TaskOutcome outcome, Duration elapsed) {
    Attributes labels =
        Attributes.of(SpanField.TASK, name().label(), SpanField.STATUS, outcome.label());
    if (outcome == TaskOutcome.SKIPPED) metrics.refused(labels);
    else metrics.ended(labels, elapsed);
  }
}
