package dev.telltale.telemetry.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many threads, and many files. */
class SpoolLoadTest extends OneSpool {
  private static final int REQUESTS = 2000;
  private static final int WRITERS = 4;

  @Test
  void manyThreads_eachRequestIsDeliveredOnce() throws Exception {
    limits = limits(1L << 30);
    reopen();
    Set<Integer> delivered = ConcurrentHashMap.newKeySet();
    AtomicInteger twice = new AtomicInteger();
    AtomicInteger settled = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 3);
    List<Future<?>> work = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int first = writer * REQUESTS / WRITERS;
      work.add(
          threads.submit(
              () -> {
                for (int i = first; i < first + REQUESTS / WRITERS; i++) {
                  ledger.created(3);
                  spool.append(ByteBuffer.allocate(300).putInt(i).array(), 3);
                }
              }));
    }
    for (int sender = 0; sender < 3; sender++) {
      work.add(
          threads.submit(
              () -> {
                while (settled.get() < REQUESTS) {
                  Taken taken = spool.take(-1);
                  if (taken == null) {
                    Thread.onSpinWait();
                  } else if (taken.sequence() % 5 == 0 && taken.attempts() == 0) {
                    spool.putBack(taken);
                  } else {
                    if (!delivered.add(ByteBuffer.wrap(taken.request()).getInt())) {
                      twice.incrementAndGet();
                    }
                    spool.delivered(taken, 0);
                    settled.incrementAndGet();
                  }
                }
              }));
    }
    for (Future<?> one : work) {
      one.get();
    }
    threads.shutdown();

    assertThat(delivered).hasSize(REQUESTS);
    assertThat(twice).hasValue(0);
    assertThat(files()).isEmpty();
    assertThat(trouble.all()).isEmpty();
    assertThat(ledger.counts())
        .isEqualTo(new LedgerCounts(0, 3L * REQUESTS, 3L * REQUESTS, 0, Map.of()));
  }

  /** Looking through all of them at each step would be 10,000,000,000 steps. */
  @Test
  void aHundredThousandFiles_areOpenedAndTakenFrom() throws Exception {
    int many = 100_000;
    MemoryFiles disk = new MemoryFiles();
    byte[] content = new byte[100];
    Path folder = temp.resolve("many");
    for (int i = 1; i <= many; i++) {
      EntryName name = new EntryName(i, clock.millis(), 1);
      Packed packed = new Packed(content, false, content.length);
      ByteBuffer file = new SpoolFile(name, 0, 0, packed).bytes();
      disk.write(folder.resolve(name.file()), file, false);
    }
    SpoolLimits roomy = new SpoolLimits(1L << 30, Duration.ofDays(1), false, 0);
    News news = new News(trouble);
    long begin = cpuNanos();
    try (SignalLedger own = SignalLedger.inMemory();
        Spool large =
            new Spool(
                new Shelf(
                    new SpoolFolder(folder, disk, false), new Entries(), roomy, own, news, clock),
                own,
                news)) {
      assertThat(large.entries()).isEqualTo(many);
      List<Taken> inFlight = new ArrayList<>();
      for (int i = 1; i <= many; i++) {
        Taken taken = large.take(-1);
        assertThat(taken.sequence()).isEqualTo(i);
        inFlight.add(taken);
      }
      inFlight.forEach(large::putBack);
      assertThat(large.take(-1).attempts()).isEqualTo(1);
    }
    assertThat(Duration.ofNanos(cpuNanos() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  // Other programs may have the processor meanwhile.
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
