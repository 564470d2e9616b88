package dev.telltale.node.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** RFC 8785, section 3.2.3. */
  @Test
  void propertiesAreSortedByUtf16Unit() {
    assertThat(
            canonical(
                """
                {"\\u20ac": "Euro Sign", "\\r": "Carriage Return",
                 "\\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
                 "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
                 "\\u00f6": "Latin Small Letter O With Diaeresis"}
                """))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  /** The string and the literals of RFC 8785, section 3.2.2; its fractions are not taken. */
  @Test
  void stringsAndLiterals() {
    assertThat(
            canonical(
                """
                {"string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                 "literals": [null, true, false], "empty": [ [], {} ],
                 "numbers": [0, -1, 9007199254740992]}
                """))
        .isEqualTo(
            "{\"empty\":[[],{}],\"literals\":[null,true,false],"
                + "\"numbers\":[0,-1,9007199254740992],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "9007199254740993", "123456789012345678901234567890"})
  void numbersThatReadersDisagreeOn_areRefused(String number) {
    assertThatThrownBy(() -> canonical("[" + number + "]"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String canonical(String json) {
    return new String(CanonicalJson.bytes(JSON.readTree(json)), StandardCharsets.UTF_8);
  }
}
