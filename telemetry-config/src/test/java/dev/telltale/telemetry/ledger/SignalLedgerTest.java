package dev.telltale.telemetry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SignalLedgerTest {
  private final SignalLedger ledger = SignalLedger.inMemory();

  @Test
  void everyTermIsCountedByItself() {
    ledger.created(100);
    ledger.dropped(DropReason.QUEUE_FULL, 1);
    ledger.dropped(DropReason.SHUTDOWN, 2);
    ledger.dropped(DropReason.WRITE_FAILED, 4);
    ledger.spooled(60);
    ledger.delivered(20);
    ledger.lost(DropReason.TOO_OLD, 8);
    ledger.lost(DropReason.REJECTED, 10);
    ledger.recovered(5);
    ledger.waitingIs(() -> 40);
    ledger.waitingIs(() -> 20);

    assertThat(ledger.counts())
        .isEqualTo(
            new LedgerCounts(
                5,
                100,
                20,
                60,
                Map.of(
                    DropReason.QUEUE_FULL, 1L,
                    DropReason.SHUTDOWN, 2L,
                    DropReason.WRITE_FAILED, 4L,
                    DropReason.TOO_OLD, 8L,
                    DropReason.REJECTED, 10L)));
    assertThat(ledger.counts().balanced()).isTrue();
    assertThat(ledger.unusable()).isNull();
    assertThat(ledger.setAside()).isNull();
  }

  @Test
  void manyThreads_nothingIsMiscounted() throws Exception {
    int each = 200_000;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 48; i++) { // more than there are stripes
      Thread thread =
          new Thread(
              () -> {
                for (int n = 0; n < each; n++) {
                  ledger.created(2);
                  ledger.dropped(DropReason.QUEUE_FULL, 1);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(ledger.counts().created()).isEqualTo(96L * each);
    assertThat(ledger.counts().dropped(DropReason.QUEUE_FULL)).isEqualTo(48L * each);
  }

  @Test
  void countingAllocatesNothing() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    count(20_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    count(1_000_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(10_000); // the compiler's own, not 24 bytes a call
  }

  private void count(int times) {
    for (int i = 0; i < times; i++) {
      ledger.created(1);
      ledger.dropped(DropReason.QUEUE_FULL, 1);
    }
  }

  @Test
  void readWhileItemsMove_theBooksBalance() throws Exception {
    AtomicLong waiting = new AtomicLong();
    ledger.waitingIs(waiting::get);
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch moving = new CountDownLatch(1);
    Thread worker =
        new Thread(
            () -> {
              while (!stop.get()) {
                waiting.addAndGet(512);
                ledger.created(512);
                ledger.spooled(512);
                ledger.delivered(512);
                waiting.addAndGet(-512);
                for (int pause = 0; pause < 20_000; pause++) { // as between batches
                  Thread.onSpinWait();
                }
                moving.countDown();
              }
            });
    worker.start();
    moving.await();
    try {
      for (int i = 0; i < 1000; i++) {
        assertThat(ledger.counts()).matches(LedgerCounts::balanced);
      }
    } finally {
      stop.set(true);
      worker.join();
    }
  }
}
