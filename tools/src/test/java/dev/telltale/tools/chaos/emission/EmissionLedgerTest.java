package dev.telltale.tools.chaos.emission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.tools.chaos.emission.EmissionLedger.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmissionLedgerTest {
  @TempDir private Path folder;
  private EmissionLedger oracle;
  private EmissionLedger subject;

  @BeforeEach
  void inTwoProcesses() throws IOException {
    oracle = EmissionLedger.create(folder.resolve("emissions"));
    subject = EmissionLedger.open(folder.resolve("emissions"));
  }

  @Test
  void whatOneNotes_theOtherReads() {
    EmissionSlot slot = subject.claim(ItemKind.SPANS);
    slot.begin(8);
    slot.end(7);

    assertThat(oracle.emitted()).containsExactly(new Emitted(0, ItemKind.SPANS, 8, 7));
    assertThat(oracle.ended(ItemKind.SPANS)).isEqualTo(7);
    assertThat(oracle.ended(ItemKind.LINES)).isZero();
  }

  @Test
  void theNextProcess_takesOtherPlaces() throws IOException {
    subject.claim(ItemKind.SPANS).end(7);
    EmissionSlot next = EmissionLedger.open(folder.resolve("emissions")).claim(ItemKind.LINES);

    assertThat(next.index()).isEqualTo(1);
    assertThat(oracle.emitted())
        .containsExactly(
            new Emitted(0, ItemKind.SPANS, 0, 7), new Emitted(1, ItemKind.LINES, 0, 0));
  }

  @Test
  void aThreadEmitsWhenToldTo_numbersWithoutGap_andEnds() throws InterruptedException {
    AtomicInteger emitted = new AtomicInteger();
    EmittingThread thread =
        new EmittingThread(
            subject,
            subject.claim(ItemKind.SPANS),
            10_000,
            id -> assertThat(id.sequence()).isEqualTo(emitted.incrementAndGet()));
    thread.start();
    assertThat(oracle.ended(ItemKind.SPANS)).isZero();

    oracle.order(Order.EMIT);
    await().until(() -> oracle.ended(ItemKind.SPANS) > 100);
    oracle.order(Order.STOP);
    thread.join();

    assertThat(oracle.ended(ItemKind.SPANS)).isEqualTo(emitted.get());
  }

  @Test
  void idsCanBeReadBack() {
    ChaosId id = new ChaosId(12, 345_678);

    assertThat(ChaosId.parse(id.toString())).isEqualTo(id);
    assertThat(ChaosId.parse("12-")).isNull();
    assertThat(id.check()).isNotEqualTo(new ChaosId(12, 345_679).check()).matches("x[0-9a-f]{1,8}");
  }
}
