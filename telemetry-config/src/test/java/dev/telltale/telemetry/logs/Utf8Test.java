package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void textThatFits_isItself() {
    String text = "né 😀 \n";
    assertThat(Utf8.fit(text, 100)).isSameAs(text);
    assertThat(Utf8.jsonBytes(text)).isEqualTo(1 + 2 + 1 + 4 + 1 + 2);
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(Utf8.fit("ab😀", 5)).isEqualTo("ab");
    assertThat(Utf8.fit("ab😀", 6)).isEqualTo("ab😀");
    assertThat(Utf8.fit("ab\0", 7)).isEqualTo("ab"); // NUL takes six bytes in JSON
  }

  @Test
  void halfCharacters_areReplaced() {
    assertThat(Utf8.fit("a\uD83Db\uDE00", 100)).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(Utf8.fit("\uD83Dabc", 4)).isEqualTo("\uFFFDa");
  }
}
