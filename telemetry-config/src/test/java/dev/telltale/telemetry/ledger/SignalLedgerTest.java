package dev.telltale.telemetry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.LedgerCounts;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    int each = 1_000_000; // longer than the system lets a thread run at once
    List<Thread> threads = new ArrayList<>();
    CountDownLatch together = new CountDownLatch(1);
    for (int i = 0; i < 48; i++) { // more than there are stripes
      Thread thread =
          new Thread(
              () -> {
                try {
                  together.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int n = 0; n < each; n++) {
                  ledger.created(2);
                  ledger.dropped(DropReason.QUEUE_FULL, 1);
                }
              });
      thread.start();
      threads.add(thread);
    }
    together.countDown();
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
  void readWhileItemsMove_isReadAgainUntilTheBooksBalance() {
    AtomicInteger readings = new AtomicInteger();
    ledger.waitingIs(() -> readings.incrementAndGet() < 20 ? 512 : 0); // then they have arrived

    assertThat(ledger.counts()).matches(LedgerCounts::balanced);
    assertThat(readings).hasValueGreaterThanOrEqualTo(20);
  }

  @Test
  void booksThatNeverBalance_areShownAsTheyAre() {
    ledger.waitingIs(() -> 512);

    assertThat(ledger.counts()).isEqualTo(new LedgerCounts(0, 0, 0, 512, Map.of()));
  }
}
