package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTest {
  @ParameterizedTest
  @CsvSource({
    "s, -1, 0, 0 s",
    "s, -1, 0.00004, 40 µs",
    "s, -1, 0.0384, 38.4 ms",
    "s, 0, 41.7, 42 s",
    "s, -1, 443, 7.38 min",
    "s, -1, 7200, 2 h",
    "s, -1, 864000, 10 d",
    "percentunit, 1, 0.0345, 3.5 %",
    "bytes, -1, 512, 512 B",
    "bytes, -1, 1572864, 1.50 MiB",
    "suffix: /s, 2, 0.424, 0.42 /s",
    "none, -1, 1234.5, 1235",
    "none, -1, 12.34, 12.3"
  })
  void value_isWrittenWithItsUnit(String unit, int decimals, double value, String text) {
    assertThat(Unit.of(unit).text(value, decimals)).isEqualTo(text);
  }
}
