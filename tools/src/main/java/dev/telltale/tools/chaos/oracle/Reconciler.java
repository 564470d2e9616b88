package dev.telltale.tools.chaos.oracle;

import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.emission.Rates;
import dev.telltale.tools.chaos.sink.Arrivals;
import java.util.ArrayList;
import java.util.List;

/** Holds what arrived, and what the ledger says, against what was promised. */
public final class Reconciler {
  private final Promise promise;
  private final List<String> findings = new ArrayList<>();

  public Reconciler(Promise promise) {
    this.promise = promise;
  }

  /** One sentence for each promise that was not kept. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** The items of one kind, id by id. */
  public Tally items(ItemKind kind, List<Emitted> emitted, Arrivals arrived) {
    Tally tally = Tally.of(kind, emitted, arrived);
    String what = kind.label();
    // What is in flight when something ends is as much in a short case: it counts as a minute.
    long minute = kind == ItemKind.SPANS ? 60L * Rates.L1.spans() : 60L * Rates.L1.lines();
    long mayComeTwice = (long) (Math.max(tally.emitted(), minute) * promise.duplicates());
    expect(tally.emitted() > 0, what + ": emitted: expected some, found none");
    expectNone(what + ": corrupted", tally.corrupted());
    expectNone(what + ": invented", tally.invented());
    if (!promise.countedLoss() || kind == ItemKind.LINES) {
      expect(
          tally.lost() == 0,
          "%s: lost of %d: expected 0, found %d: %s, …"
              .formatted(what, tally.emitted(), tally.lost(), tally.firstLost()));
    }
    expect(
        tally.duplicated() <= mayComeTwice,
        what
            + ": arrived twice: expected at most "
            + mayComeTwice
            + ", found "
            + tally.duplicated());
    return tally;
  }

  /** The ledger of the spans, of a process that was not killed and has nothing left to deliver. */
  public void books(LedgerReading ledger, Tally tally, Arrivals arrived) {
    balance(ledger);
    long first = arrived.distinct();
    expectEqual("ledger: waiting", 0, ledger.waiting());
    expectEqual("ledger: delivered, against what arrived", first, ledger.delivered());
    expect(
        ledger.created() >= tally.emitted(),
        "ledger: created: expected at least "
            + tally.emitted()
            + " as emitted, found "
            + ledger.created());
    expectEqual(
        "ledger: recovered and created, less dropped, against what arrived",
        first,
        ledger.recovered() + ledger.created() - ledger.droppedTotal());
    expect(
        tally.lost() <= ledger.droppedTotal(),
        "ledger: dropped: expected at least the "
            + tally.lost()
            + " that were lost, found "
            + ledger.droppedTotal());
    if (!promise.countedLoss()) expectEqual("ledger: dropped", 0, ledger.droppedTotal());
  }

  /**
   * The ledgers of processes that were killed: what they say was lost, against what was lost.
   *
   * @param crashed the sum of dropped{crash} of all of them
   * @param otherwiseDropped the sum of all other reasons
   * @param threads how many threads of a process emit
   * @param ofTheNode how many spans of the node itself can have been in memory
   */
  public void booksOfKilled(
      Tally tally, long crashed, long otherwiseDropped, int threads, long ofTheNode) {
    long slack = (long) threads * promise.crashes();
    expectEqual("ledger: dropped for other reasons than a crash", 0, otherwiseDropped);
    expect(
        tally.lost() <= crashed + slack && crashed <= tally.lost() + slack + ofTheNode,
        "ledger: dropped{crash}: expected the %d that were lost, within %d and %d of the node, found %d"
            .formatted(tally.lost(), slack, ofTheNode, crashed));
  }

  /** Whether the ledger agrees with itself. */
  public void balance(LedgerReading ledger) {
    expect(
        ledger.recovered() + ledger.created()
            == ledger.delivered() + ledger.waiting() + ledger.droppedTotal(),
        "ledger: expected it to balance, found " + ledger);
  }

  /** For what only one case looks at. */
  public void expect(boolean kept, String finding) {
    if (!kept) findings.add(finding);
  }

  public void expectEqual(String what, long expected, long found) {
    expect(expected == found, what + ": expected " + expected + ", found " + found);
  }

  private void expectNone(String what, long found) {
    expectEqual(what, 0, found);
  }
}
