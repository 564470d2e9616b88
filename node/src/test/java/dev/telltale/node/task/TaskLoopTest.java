package dev.telltale.node.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TaskLoopTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runsAgainAfterTheDelayThatARunAskedFor() throws Exception {
    TaskLoop loop = start(Duration.ZERO, () -> run(Duration.ofMillis(1)));
    await().until(() -> runs.get() >= 3);
    loop.close(LIMIT);
  }

  @Test
  void anException_doesNotEndIt() throws Exception {
    TaskLoop loop =
        start(
            Duration.ZERO,
            () -> {
              runs.incrementAndGet();
              throw new IllegalStateException("a bug");
            });
    await().until(() -> runs.get() == 1);
    loop.runSoon();
    await().until(() -> runs.get() == 2);
    loop.close(LIMIT);
  }

  @Test
  void anError_doesNotEndItEither() throws Exception {
    TaskLoop loop =
        TaskLoop.start(
            task(
                () -> {
                  runs.incrementAndGet();
                  throw new OutOfMemoryError("a page that was too large");
                }),
            Duration.ZERO,
            Duration.ofMillis(50));
    await().until(() -> runs.get() >= 2);
    loop.close(LIMIT);
  }

  @Test
  void runSoon_cutsTheDelayShort_once() throws Exception {
    TaskLoop loop = start(NEVER, () -> run(NEVER));
    assertThat(runs).hasValue(0);
    loop.runSoon();
    await().until(() -> runs.get() == 1);
    loop.close(LIMIT);
    assertThat(runs).hasValue(1);
  }

  @Test
  void closing_endsAWaitAtOnce() throws Exception {
    TaskLoop loop = start(NEVER, () -> run(NEVER));
    long start = System.nanoTime();
    loop.close(Duration.ofMinutes(1));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    assertThat(runs).hasValue(0);
  }

  @Test
  void closing_interruptsARunThatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    TaskLoop loop =
        start(
            Duration.ZERO,
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
              }
              return run(NEVER);
            });
    begun.await();
    loop.close(Duration.ofMillis(50));
    await().untilTrue(interrupted);
  }

  private TaskRun run(Duration next) {
    runs.incrementAndGet();
    return new TaskRun(TaskOutcome.COMPLETED, next);
  }

  private static TaskLoop start(Duration firstDelay, Supplier<TaskRun> body) {
    return TaskLoop.start(task(body), firstDelay);
  }

  private static Task task(Supplier<TaskRun> body) {
    return new Task() {
      @Override
      public TaskName name() {
        return TaskName.SYNC;
      }

      @Override
      public TaskRun run() {
        return body.get();
      }
    };
  }
}
