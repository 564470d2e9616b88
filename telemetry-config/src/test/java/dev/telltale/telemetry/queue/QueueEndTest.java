package dev.telltale.telemetry.queue;

import static dev.telltale.telemetry.DropReason.SHUTDOWN;
import static dev.telltale.telemetry.DropReason.WRITE_FAILED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Flush and close: honest, and bounded where they say so. */
class QueueEndTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Books books = new Books();
  private final Batches sink = new Batches();
  private final ItemQueue<Integer> queue =
      ItemQueue.start("queue", 8192, books.ledger(), sink, fault -> {}, Duration.ofHours(1));

  @AfterEach
  void close() {
    sink.goOn();
    queue.close(LONG_ENOUGH);
    await().pollDelay(Duration.ZERO).until(() -> books.waiting() == 0);
    assertThat(books.created()).isEqualTo(sink.items().size() + books.droppedTotal());
  }

  @Test
  void flush_handsOnWhatCameAndSaysSo() {
    offer(700);
    assertThat(queue.flush().orTimeout(20, SECONDS).join()).isTrue();
    assertThat(sink.items()).hasSize(700);
    assertThat(queue.flush().join()).as("of nothing").isTrue();
  }

  @Test
  void flush_isNotDoneWhileTheSinkHasTheBatch() throws InterruptedException {
    sink.hang();
    offer(1);
    CompletableFuture<Boolean> flush = queue.flush();
    sink.awaitHanging();
    assertThat(flush).isNotDone();
    sink.goOn();
    assertThat(flush.orTimeout(20, SECONDS).join()).isTrue();
  }

  @Test
  void flush_sinkTookNothing_saysNo() {
    sink.fault = new IOException("disk");
    offer(1);
    assertThat(queue.flush().orTimeout(20, SECONDS).join()).isFalse();
    assertThat(books.dropped(WRITE_FAILED)).isEqualTo(1);
    sink.fault = null;
    offer(1);
    assertThat(queue.flush().orTimeout(20, SECONDS).join()).isTrue();
  }

  @Test
  void close_handsOnEverything() {
    offer(1300);
    assertThat(queue.close(LONG_ENOUGH)).isTrue();
    assertThat(sink.items()).hasSize(1300);
  }

  @Test
  void afterClose_itemsAreDroppedAndFlushesAnswered() {
    assertThat(queue.close(LONG_ENOUGH)).isTrue();
    offer(3);
    assertThat(books.dropped(SHUTDOWN)).isEqualTo(3);
    assertThat(queue.flush()).isCompletedWithValue(true);
    assertThat(queue.close(LONG_ENOUGH)).isTrue();
  }

  @Test
  void sinkHangs_closeReturnsAndTheRestIsDropped() throws InterruptedException {
    sink.hang();
    offer(128);
    sink.awaitHanging();
    offer(88);
    CompletableFuture<Boolean> flush = queue.flush();
    boolean all =
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> queue.close(Duration.ofMillis(100)));
    assertThat(all).isFalse();
    assertThat(books.dropped(SHUTDOWN)).isEqualTo(88);
    assertThat(queue.waiting()).as("with the sink").isEqualTo(128);
    assertThat(flush.isDone() && flush.join()).isFalse();

    sink.goOn();
    await().until(() -> queue.waiting() == 0);
    assertThat(sink.items()).hasSize(128);
    assertThat(flush.orTimeout(20, SECONDS).join()).isFalse();
    assertThat(queue.close(LONG_ENOUGH)).isFalse();
  }

  @Test
  void sinkThrowsWhileClosing_closeSaysNo() {
    sink.fault = new IOException("disk");
    offer(5);
    assertThat(queue.close(LONG_ENOUGH)).isFalse();
    assertThat(books.dropped(WRITE_FAILED)).isEqualTo(5);
  }

  @Test
  void itemThatGetsInAfterTheThreadIsGone_isDropped() {
    assertThat(queue.close(LONG_ENOUGH)).isTrue();
    books.ledger().created(1);
    queue.put(1); // as a thread does that looked a moment before the close
    assertThat(books.dropped(SHUTDOWN)).isEqualTo(1);
    assertThat(queue.waiting()).isZero();
  }

  @RepeatedTest(50)
  void itemsThatComeDuringClose_areTakenOrCounted() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(2);
    Runnable emit =
        () -> {
          offer(200);
          running.countDown();
          offer(2000);
        };
    Thread one = new Thread(emit);
    Thread two = new Thread(emit);
    one.start();
    two.start();
    running.await();
    queue.close(LONG_ENOUGH);
    one.join();
    two.join();
    assertThat(queue.waiting()).isZero();
    assertThat(books.created()).isEqualTo(4400);
  }

  private void offer(int count) {
    IntStream.range(0, count).forEach(queue::offer);
  }
}
