package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadersFileTest {
  @TempDir Path folder;

  @Test
  void namesAndValues() throws IOException {
    assertThat(read("# token of prod\r\nAuthorization:Bearer a:b=\n\n  X-Scope-OrgID: one two \n"))
        .isEqualTo(Map.of("authorization", "Bearer a:b=", "x-scope-orgid", "one two"));
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s3cret                 | line 1: expected name: value, found no header name before a colon
          # ok\\nmy name: s3cret | line 2: expected name: value, found no header name before a colon
          : s3cret               | line 1: expected name: value, found no header name before a colon
          a:                     | line 1: expected a value of visible ASCII characters for a, found none
          a: s3cret\\u0000       | line 1: expected a value of visible ASCII characters for a, found others
          a: s3cret\\rb: c       | line 1: expected a value of visible ASCII characters for a, found others
          a: sécret              | line 1: expected a value of visible ASCII characters for a, found others
          Content-Type: s3cret   | line 1: content-type is set by the protocol itself
          grpc-timeout: s3cret   | line 1: grpc-timeout is set by the protocol itself
          a: 1\\nA: s3cret       | line 2: a is there twice
          """)
  void problems(String text, String problem) {
    String file = text.replace("\\n", "\n").replace("\\r", "\r").replace("\\u0000", "\0");
    assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessage(problem);
  }

  @Test
  void limits() {
    String many =
        IntStream.range(0, 33).mapToObj(i -> "a" + i + ": b").collect(Collectors.joining("\n"));
    assertThatThrownBy(() -> read(many)).hasMessage("expected at most 32 headers, found more");
    assertThatThrownBy(() -> read("a: " + "b".repeat(8190)))
        .hasMessage("expected at most 8192 bytes, found more");
    assertThatThrownBy(() -> HeadersFile.read(write(new byte[] {(byte) 0xff})))
        .hasMessage("expected UTF-8, found other bytes");
  }

  private Map<String, String> read(String text) throws IOException {
    return HeadersFile.read(write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("headers"), bytes);
  }
}
