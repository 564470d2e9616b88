package dev.telltale.tools.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.tools.chaos.emission.ChaosId;
import dev.telltale.tools.chaos.emission.Emitted;
import dev.telltale.tools.chaos.emission.ItemKind;
import dev.telltale.tools.chaos.sink.Arrivals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void whatWasLostBeforeTheMark_doesNotCount() {
    List<Emitted> emitted =
        List.of(
            new Emitted(0, ItemKind.SPANS, 10, 10),
            new Emitted(1, ItemKind.SPANS, 5, 5),
            new Emitted(2, ItemKind.LINES, 5, 5));
    Arrivals arrived = Arrivals.ofSpans();
    for (int sequence : new int[] {1, 4, 5, 7, 8, 10}) arrive(arrived, 0, sequence);
    arrive(arrived, 1, 2);

    assertThat(Tally.of(ItemKind.SPANS, emitted, arrived).lost()).isEqualTo(8);
    assertThat(Tally.lostSince(Map.of(), ItemKind.SPANS, emitted, arrived)).isEqualTo(8);
    // 2 and 3 of the first thread were lost before; the second thread began afterwards.
    assertThat(Tally.lostSince(Map.of(0, 5L), ItemKind.SPANS, emitted, arrived)).isEqualTo(6);
    assertThat(Tally.lostSince(Map.of(0, 8L, 1, 5L), ItemKind.SPANS, emitted, arrived))
        .isEqualTo(1);
  }

  private static void arrive(Arrivals arrived, int slot, int sequence) {
    ChaosId id = new ChaosId(slot, sequence);
    arrived.chaos(id.toString(), id.check());
  }
}
