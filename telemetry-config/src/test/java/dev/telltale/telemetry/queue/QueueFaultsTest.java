package dev.telltale.telemetry.queue;

import static dev.telltale.telemetry.DropReason.WRITE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a sink does, the thread goes on and the books balance. */
class QueueFaultsTest {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Books books = new Books();
  private final Batches sink = new Batches();
  private final List<Throwable> told = new CopyOnWriteArrayList<>();
  private ItemQueue<Integer> queue =
      ItemQueue.start("queue", 8192, books.ledger(), sink, told::add, Duration.ofMillis(1));

  static List<Throwable> faults() {
    return List.of(
        new IllegalStateException("a bug"),
        new IOException("disk"),
        new InterruptedException(),
        new OutOfMemoryError("test"),
        new StackOverflowError(),
        new AssertionError());
  }

  @AfterEach
  void close() {
    sink.goOn();
    queue.close(LONG_ENOUGH);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void sinkThrows_batchIsCountedSaidOnceAndTheNextArrives(Throwable fault) {
    sink.fault = fault;
    for (int batch = 1; batch <= 3; batch++) {
      offer(10);
      int lost = batch * 10;
      await().pollInterval(Duration.ofMillis(5)).until(() -> books.dropped(WRITE_FAILED) == lost);
    }
    sink.fault = null;
    offer(10);
    await().pollInterval(Duration.ofMillis(5)).until(() -> sink.items().size() == 10);
    assertThat(told).containsExactly(fault);

    sink.fault = fault;
    offer(10);
    await().pollInterval(Duration.ofMillis(5)).until(() -> books.dropped(WRITE_FAILED) == 40);
    await().pollInterval(Duration.ofMillis(5)).until(() -> told.size() == 2);
    assertThat(queue.waiting()).isZero();
    assertThat(books.created()).isEqualTo(50);
  }

  @Test
  void sinkThrowsAtThreeItems_theOthersOfTheirBatchArriveInOrder() {
    List<Integer> before = warmedUp();
    sink.poison = Set.of(40, 41, 500);
    offerInOneBatch(512);
    assertThat(books.dropped(WRITE_FAILED)).isEqualTo(3);
    assertThat(sink.items().subList(before.size(), sink.items().size()))
        .containsExactlyElementsOf(
            IntStream.concat(IntStream.of(0), IntStream.range(0, 512))
                .boxed()
                .filter(item -> !sink.poison.contains(item))
                .toList());
    assertThat(told).hasSize(1);
  }

  @Test
  void sinkThrowsAtEverything_itIsLeftAloneSoon() {
    warmedUp();
    int asked = sink.asked();
    sink.fault = new IllegalStateException("a bug");
    offerInOneBatch(512);
    assertThat(books.dropped(WRITE_FAILED)).isEqualTo(513);
    assertThat(sink.asked() - asked).isLessThanOrEqualTo(1 + 64);
  }

  /** The first batches are small; returns what they had. */
  private List<Integer> warmedUp() {
    for (int i = 0; i < Cadence.FIRST_BATCHES; i++) {
      offer(1);
      await().pollInterval(Duration.ofMillis(1)).until(() -> queue.waiting() == 0);
    }
    return sink.items();
  }

  /** Behind one at which the sink hangs. */
  private void offerInOneBatch(int count) {
    sink.hang();
    offer(1);
    await().until(() -> sink.isHanging());
    offer(count);
    sink.goOn();
    await().pollInterval(Duration.ofMillis(5)).until(() -> queue.waiting() == 0);
  }

  @Test
  void sinkInterruptsItsThread_theNextBatchIsNotDisturbed() {
    queue.close(LONG_ENOUGH);
    AtomicInteger clean = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    queue =
        ItemQueue.start(
            "queue",
            8192,
            books.ledger(),
            batch -> {
              (Thread.interrupted() ? interrupted : clean).incrementAndGet();
              Thread.currentThread().interrupt();
            },
            told::add,
            Duration.ofMillis(1));
    for (int i = 1; i <= 3; i++) {
      offer(1);
      int batches = i;
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> queue.waiting() == 0 && clean.get() + interrupted.get() == batches);
    }
    assertThat(interrupted).hasValue(0);
    assertThat(told).isEmpty();
  }

  @Test
  void whoIsToldThrows_theNextBatchArrives() {
    queue.close(LONG_ENOUGH);
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> uncaught.add(fault));
    try {
      IllegalStateException inTelling = new IllegalStateException("in telling");
      sink.fault = new IOException("disk");
      queue =
          ItemQueue.start(
              "queue",
              8192,
              books.ledger(),
              sink,
              fault -> {
                throw inTelling;
              },
              Duration.ofMillis(1));
      offer(1);
      await().dontCatchUncaughtExceptions().until(() -> !uncaught.isEmpty());
      assertThat(uncaught).containsExactly(inTelling);
      assertThat(inTelling).hasSuppressedException(sink.fault);
      sink.fault = null;
      offer(1);
      await().pollInterval(Duration.ofMillis(5)).until(() -> sink.items().size() == 1);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private void offer(int count) {
    IntStream.range(0, count).forEach(queue::offer);
  }
}
