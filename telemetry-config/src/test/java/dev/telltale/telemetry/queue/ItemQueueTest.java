package dev.telltale.telemetry.queue;

import static dev.telltale.telemetry.DropReason.QUEUE_FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ItemQueueTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Books books = new Books();
  private final Batches sink = new Batches();
  private ItemQueue<Integer> queue;

  @AfterEach
  void close() {
    sink.goOn();
    queue.close(LONG_ENOUGH);
    assertThat(books.waiting()).isZero();
    assertThat(books.created()).isEqualTo(sink.items().size() + books.droppedTotal());
  }

  @Test
  void itemsThatWaitedForTheSink_areHandedOnInOrderAndInFullBatches() throws InterruptedException {
    start(8192, NEVER);
    sink.hang();
    offer(0, 128);
    sink.awaitHanging();
    int few = 15 * 128;
    offer(128, few + 1024);
    sink.goOn();
    await().until(() -> sink.items().size() == 128 + few + 1024);
    assertThat(sink.sizes()).startsWith(128, 128).endsWith(128, 512, 512).hasSize(18);
    assertThat(sink.items()).isEqualTo(IntStream.range(0, 128 + few + 1024).boxed().toList());
  }

  @Test
  void fewItems_waitUntilTheyAreWorthIt() {
    start(8192, NEVER);
    offer(0, 127);
    await().during(Duration.ofMillis(200)).until(() -> queue.waiting() == 127);
    offer(127, 1);
    await().until(() -> queue.waiting() == 0);
    assertThat(sink.sizes()).containsExactly(128);
  }

  @Test
  void oneItem_isHandedOnWithinTheLongestWait() {
    queue = ItemQueue.start("queue", 8192, books.ledger(), sink, fault -> {});
    long started = System.nanoTime();
    offer(0, 1);
    await().pollInterval(Duration.ofMillis(1)).until(() -> sink.items().size() == 1);
    // The rest is for a machine that is busy with other things.
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(600));
  }

  @Test
  void moreThanFit_areDroppedAndCounted() throws InterruptedException {
    start(1024, NEVER);
    sink.hang();
    offer(0, 128);
    sink.awaitHanging();
    offer(128, 1024 + 7);
    assertThat(books.dropped(QUEUE_FULL)).isEqualTo(7);
    assertThat(queue.waiting()).isEqualTo(128 + 1024);
    sink.goOn();
    await().until(() -> queue.waiting() == 0);
    assertThat(sink.items()).isEqualTo(IntStream.range(0, 128 + 1024).boxed().toList());
  }

  @Test
  void smallQueue_isEmptiedBeforeItIsFull() {
    start(16, NEVER);
    offer(0, 8);
    await().until(() -> sink.items().size() == 8);
  }

  @Test
  void manyThreads_everyItemIsTakenOrCounted() throws InterruptedException {
    start(256, Duration.ofMillis(1));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 100_000;
      threads.add(new Thread(() -> offer(first, 100_000)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(queue.close(LONG_ENOUGH)).isTrue();
    assertThat(books.created()).isEqualTo(400_000);
    assertThat(sink.items()).doesNotHaveDuplicates();
    assertThat(sink.items().size()).isEqualTo(400_000 - books.dropped(QUEUE_FULL));
  }

  @Test
  void idle_threadSleeps() {
    start(8192, Duration.ofMillis(100));
    Thread worker =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("queue") && thread.isAlive())
            .findFirst()
            .orElseThrow();
    assertThat(worker.isDaemon()).isTrue();
    var threads = java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getThreadCpuTime(worker.getId());
    await().pollDelay(500, TimeUnit.MILLISECONDS).until(() -> true);
    assertThat(Duration.ofNanos(threads.getThreadCpuTime(worker.getId()) - before))
        .isLessThan(Duration.ofMillis(100));
  }

  private void start(int capacity, Duration longestWait) {
    queue = ItemQueue.start("queue", capacity, books.ledger(), sink, fault -> {}, longestWait);
  }

  private void offer(int first, int count) {
    IntStream.range(first, first + count).forEach(queue::offer);
  }
}
