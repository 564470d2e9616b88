package dev.telltale.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One worker and two places, so that little fills it. */
class BoundedCommandQueueTest {
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final BoundedCommandQueue queue =
      new BoundedCommandQueue(
          new BoundedCommandQueue.Limits(2, 1, Duration.ofMinutes(5)), nanos::get);

  @AfterEach
  void close() throws Exception {
    gate.countDown();
    queue.close(Duration.ofSeconds(5));
  }

  @Test
  void aCommand_givesItsResult() throws Exception {
    assertThat(submit(() -> "done").get(5, TimeUnit.SECONDS)).isEqualTo("done");
  }

  @Test
  void full_theNextIsRefusedAtOnce() throws Exception {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> first = submit(() -> "1");
    CompletableFuture<String> second = submit(() -> "2");
    assertRefused(submit(() -> "3"), CommandOutcome.REJECTED_QUEUE_FULL, "2 commands wait already");
    gate.countDown();
    assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("running");
    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo("1");
    assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo("2");
  }

  @Test
  void waitedTooLong_isNotBegun() throws Exception {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> late = submit(() -> "never");
    nanos.set(Duration.ofMinutes(5).toNanos() + 1);
    CompletableFuture<String> fresh = submit(() -> "fresh");
    gate.countDown();
    assertRefused(late, CommandOutcome.EXPIRED, "it waited 300 s, at most 300");
    assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("running");
    assertThat(fresh.get(5, TimeUnit.SECONDS)).isEqualTo("fresh");
  }

  @Test
  void closing_refusesWhatWasNotBegunAndFinishesWhatWas() throws Exception {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> waiting = submit(() -> "never");
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> {
              try {
                queue.close(Duration.ofSeconds(5));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertRefused(waiting, CommandOutcome.REJECTED_SHUTDOWN, "the node is stopping");
    assertThat(queue.isOpen()).isFalse();
    assertRefused(submit(() -> "later"), CommandOutcome.REJECTED_SHUTDOWN, "the node is stopping");
    assertThat(running).isNotDone();
    gate.countDown();
    assertThat(running.get(5, TimeUnit.SECONDS)).isEqualTo("running");
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void closing_doesNotWaitForEver() throws Exception {
    CompletableFuture<String> running = occupy();
    long start = System.nanoTime();
    queue.close(Duration.ofMillis(50));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThatThrownBy(() -> running.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void anError_reachesWhoWaitsAndLeavesAWorker() throws Exception {
    CompletableFuture<String> broken =
        submit(
            () -> {
              throw new StackOverflowError("too deep");
            });
    assertThatThrownBy(() -> broken.get(5, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
    assertThat(submit(() -> "alive").get(5, TimeUnit.SECONDS)).isEqualTo("alive");
  }

  private CompletableFuture<String> occupy() throws Exception {
    CompletableFuture<String> running =
        submit(
            () -> {
              begun.countDown();
              gate.await();
              return "running";
            });
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  private CompletableFuture<String> submit(Callable<String> body) {
    return queue.submit(new Command<>(CommandKind.RUN_QUERY, null, null, null, body));
  }

  private static void assertRefused(
      CompletableFuture<String> result, CommandOutcome outcome, String message) {
    assertThatThrownBy(() -> result.get(5, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            CommandRefused.class, refused -> assertThat(refused.outcome()).isEqualTo(outcome))
        .hasMessage(message);
  }
}
