package dev.telltale.telemetry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  @Test
  void lines() {
    Headers headers =
        Headers.ofLines("# token of the gateway\n\nAuthorization: Bearer a:b=\r\nx-scope:  t \n");

    assertThat(headers.values())
        .containsExactly(Map.entry("authorization", "Bearer a:b="), Map.entry("x-scope", "t"));
    assertThat(headers).hasToString("authorization=***, x-scope=***");
    assertThat(Headers.ofLines("")).isEqualTo(Headers.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        ": hunter2",
        "a b: hunter2",
        "ä: hunter2",
        "a\u0000: hunter2",
        ":path: hunter2",
        "a: hunter2\u0000",
        "a: hunter2\u001b[31m",
        "a: hunter2 ä",
        "a: hunter2\u007f",
        "a:",
        "Content-Length: 2",
        "host: hunter2",
        "te: trailers",
        "a\u2028b: hunter2"
      })
  void wrongLines_areRefusedWithoutTheirValue(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.ofLines("x: y\n" + line + "\n"))
        .withMessageStartingWith("line 2: expected ")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void limits() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      lines.append("h").append(i).append(": v\n");
    }
    assertThat(Headers.ofLines(lines.toString()).values()).hasSize(32);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.ofLines(lines + "one: more"))
        .withMessage("line 33: expected at most 32 headers, found more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.ofLines("a: " + "x".repeat(8192)))
        .withMessage("line 1: expected at most 8192 characters of headers, found more");
  }
}
