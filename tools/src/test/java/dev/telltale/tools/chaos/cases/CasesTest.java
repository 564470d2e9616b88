package dev.telltale.tools.chaos.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.tools.chaos.cases.ChaosCase.Control;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
  /** README.md says of each of them why nothing naive can lose in it. */
  private static final List<String> WITHOUT_CONTROL =
      List.of("A8", "B1x100", "B8", "B9b", "C7a", "C7b", "C8a", "C8b", "D7", "D8b", "D9b");

  @Test
  void everyCaseInWhichSomethingCanBeLost_hasItsControl() {
    assertThat(Cases.all())
        .filteredOn(one -> one.id().matches("[A-D].*") && one.control() == Control.NONE)
        .extracting(ChaosCase::id)
        .isEqualTo(WITHOUT_CONTROL);
  }
}
