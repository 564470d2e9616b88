package dev.telltale.tools.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.tools.chaos.emission.ChaosId;
import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.sink.Arrivals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is planted is found; what is right is not complained about. */
class ReconcilerTest {
  private static final int SLOT = 3;
  private static final List<Emitted> THOUSAND =
      List.of(new Emitted(SLOT, ItemKind.SPANS, 1_000, 1_000));

  private final Arrivals arrived = Arrivals.ofSpans();

  @Test
  void everythingArrivedOnce_nothingIsFound() {
    arrive(1, 1_000);

    assertThat(found(Promise.EVERYTHING_ONCE, ledger(1_000, 1_000, 0, Map.of()))).isEmpty();
  }

  @Test
  void theItemThatWasBeingEmittedWhenTheProcessDied_mayArriveOrNot() {
    arrive(1, 1_000);
    Tally tally =
        new Reconciler(Promise.killed(1))
            .items(ItemKind.SPANS, List.of(new Emitted(SLOT, ItemKind.SPANS, 1_000, 999)), arrived);

    assertThat(tally.lost()).isZero();
    assertThat(tally.invented()).isZero();
  }

  @Test
  void loss() {
    arrive(1, 500);
    arrive(502, 1_000);

    assertThat(found(Promise.EVERYTHING, ledger(1_000, 999, 0, Map.of("queue_full", 1L))))
        .containsExactly(
            "spans: lost of 1000: expected 0, found 1: [3-501 to 3-501], …",
            "ledger: dropped: expected 0, found 1");
  }

  @Test
  void lossThatTheLedgerCounted_isAllowedWhereItIsPromised() {
    arrive(11, 1_000);

    assertThat(found(Promise.COUNTED, ledger(1_000, 990, 0, Map.of("spool_full", 10L)))).isEmpty();
  }

  @Test
  void lossThatTheLedgerDidNotCount() {
    arrive(11, 1_000);

    assertThat(found(Promise.COUNTED, ledger(1_000, 1_000, 0, Map.of())))
        .containsExactly(
            "ledger: delivered, against what arrived: expected 990, found 1000",
            "ledger: recovered and created, less dropped, against what arrived:"
                + " expected 990, found 1000",
            "ledger: dropped: expected at least the 10 that were lost, found 0");
  }

  @Test
  void duplicates() {
    arrive(1, 1_000);
    arrive(1, 1_000);

    assertThat(found(Promise.EVERYTHING, ledger(1_000, 1_000, 0, Map.of()))).isEmpty();
    arrive(1, 201);
    assertThat(found(Promise.EVERYTHING, ledger(1_000, 1_000, 0, Map.of())))
        .containsExactly("spans: arrived twice: expected at most 1200, found 1201");
    assertThat(found(Promise.EVERYTHING_ONCE, ledger(1_000, 1_000, 0, Map.of())))
        .containsExactly("spans: arrived twice: expected at most 0, found 1201");
  }

  @Test
  void corruption() {
    arrive(1, 999);
    arrived.chaos("3-1000", "x0");

    assertThat(found(Promise.EVERYTHING, ledger(1_000, 999, 0, Map.of())))
        .contains(
            "spans: corrupted: expected 0, found 1",
            "spans: lost of 1000: expected 0, found 1: [3-1000 to 3-1000], …");
  }

  @Test
  void invention() {
    arrive(1, 1_001);
    chaos(new ChaosId(4, 1));
    arrived.chaos("nobody's", "x0");

    assertThat(found(Promise.EVERYTHING, ledger(1_002, 1_002, 0, Map.of())))
        .contains("spans: invented: expected 0, found 3");
  }

  @Test
  void ledgerThatDoesNotBalance() {
    arrive(1, 1_000);

    assertThat(found(Promise.EVERYTHING, ledger(1_001, 1_000, 0, Map.of())))
        .containsExactly(
            "ledger: expected it to balance, found recovered 0 + created 1001 = delivered 1000 +"
                + " waiting 0 + dropped {}",
            "ledger: recovered and created, less dropped, against what arrived:"
                + " expected 1000, found 1001");
  }

  @Test
  void ledgerThatSaysSomethingWaits() {
    arrive(1, 1_000);

    assertThat(found(Promise.EVERYTHING, ledger(1_001, 1_000, 1, Map.of())))
        .contains("ledger: waiting: expected 0, found 1");
  }

  @Test
  void ledgerThatMissesWhatWasCreated() {
    arrive(1, 1_000);

    assertThat(found(Promise.EVERYTHING, ledger(999, 999, 0, Map.of())))
        .contains("ledger: created: expected at least 1000 as emitted, found 999");
  }

  @Test
  void nothingEmitted_isNoProof() {
    assertThat(found(Promise.EVERYTHING, ledger(0, 0, 0, Map.of()), List.of()))
        .containsExactly("spans: emitted: expected some, found none");
  }

  @Test
  void crash_isWithinOneItemPerThreadAndKill() {
    arrive(101, 1_000);
    Tally tally = Tally.of(ItemKind.SPANS, THOUSAND, arrived);

    assertThat(ofKilled(tally, 100)).isEmpty();
    assertThat(ofKilled(tally, 98)).isEmpty();
    assertThat(ofKilled(tally, 97))
        .containsExactly(
            "ledger: dropped{crash}: expected the 100 that were lost, within 2 and 5 of the node,"
                + " found 97");
    assertThat(ofKilled(tally, 107)).isEmpty();
    assertThat(ofKilled(tally, 108)).hasSize(1);
  }

  private static List<String> ofKilled(Tally tally, long crashed) {
    Reconciler reconciler = new Reconciler(Promise.killed(1));
    reconciler.booksOfKilled(tally, crashed, 0, 2, 5);
    return reconciler.findings();
  }

  private List<String> found(Promise promise, LedgerReading ledger) {
    return found(promise, ledger, THOUSAND);
  }

  private List<String> found(Promise promise, LedgerReading ledger, List<Emitted> emitted) {
    Reconciler reconciler = new Reconciler(promise);
    reconciler.books(ledger, reconciler.items(ItemKind.SPANS, emitted, arrived), arrived);
    return reconciler.findings();
  }

  private static LedgerReading ledger(
      long created, long delivered, long waiting, Map<String, Long> dropped) {
    return new LedgerReading(0, created, delivered, waiting, dropped);
  }

  private void arrive(int first, int last) {
    for (int i = first; i <= last; i++) chaos(new ChaosId(SLOT, i));
  }

  private void chaos(ChaosId id) {
    arrived.chaos(id.toString(), id.check());
  }
}
