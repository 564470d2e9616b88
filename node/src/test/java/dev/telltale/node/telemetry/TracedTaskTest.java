package dev.telltale.node.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.task.Task;
import dev.telltale.node.task.TaskName;
import dev.telltale.node.task.TaskOutcome;
import dev.telltale.node.task.TaskRun;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedTaskTest {
  private final SeenTelemetry seen = new SeenTelemetry();

  @AfterEach
  void close() {
    seen.close();
  }

  @Test
  void eachRun_isARootSpan_countedAndTimed() {
    Task task = task(() -> new TaskRun(TaskOutcome.COMPLETED, Duration.ofSeconds(1)));

    task.run();
    task.run();

    assertThat(seen.spans()).extracting(s -> s.getName()).containsExactly("task.sync", "task.sync");
    assertThat(seen.spans()).extracting(s -> s.getTraceId()).doesNotHaveDuplicates();
    assertThat(seen.counts("node_task_runs_total"))
        .isEqualTo(Map.of("status=completed,task=sync", 2L));
  }

  @Test
  void skipped_isCountedAndNotTimed() {
    task(() -> new TaskRun(TaskOutcome.SKIPPED, Duration.ofSeconds(1))).run();

    assertThat(seen.counts("node_task_runs_total"))
        .isEqualTo(Map.of("status=skipped,task=sync", 1L));
    assertThat(seen.hasMetric("node_task_duration_seconds")).isFalse();
  }

  @Test
  void aThrownBug_isFailed() {
    Task task =
        task(
            () -> {
              throw new IllegalStateException("a bug");
            });

    assertThatThrownBy(task::run).hasMessage("a bug");

    assertThat(seen.span("task.sync").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(seen.counts("node_task_runs_total"))
        .isEqualTo(Map.of("status=failed,task=sync", 1L));
  }

  private Task task(Supplier<TaskRun> run) {
    return seen.telemetry.task(
        new Task() {
          @Override
          public TaskName name() {
            return TaskName.SYNC;
          }

          @Override
          public TaskRun run() {
            return run.get();
          }
        });
  }
}
