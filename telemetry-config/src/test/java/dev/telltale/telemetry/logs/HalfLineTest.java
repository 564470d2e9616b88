package dev.telltale.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about the end of a file that a process left in the middle of a line. */
class HalfLineTest {
  private static final String WHOLE = "{\"message\":\"whole\"}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"mess", "{\"message\":\"a\"", "{\"message\":\"a\"},", "\0\0\0"})
  void beginningOfALine_isCutOff(String half) throws IOException {
    assertThat(repaired(WHOLE + "\n" + half)).isEqualTo(WHOLE + "\n");
    assertThat(repaired(half)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"{\"message\":\"a\"}", "Exception in thread \"main\"", "[1"})
  void whatWasWhole_orIsSomebodyElses_isEnded(String last) throws IOException {
    assertThat(repaired(WHOLE + "\n" + last)).isEqualTo(WHOLE + "\n" + last + "\n");
    assertThat(repaired(last)).isEqualTo(last + "\n");
  }

  @Test
  void wholeLines_stayAsTheyAre() throws IOException {
    assertThat(repaired("")).isEmpty();
    assertThat(repaired(WHOLE + "\n")).isEqualTo(WHOLE + "\n");
    assertThat(repaired(WHOLE + "\n{\n")).isEqualTo(WHOLE + "\n{\n");
  }

  @Test
  void cutAtEveryByte_leavesWholeLines() throws IOException {
    String line = "{\"message\":\"né \\u0000 {\\\"\",\"n\":[1,{}]}\n";
    byte[] two = (line + line).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int length = two.length / 2; length < two.length - 1; length++) {
      Path file = Files.write(folder.resolve("log"), java.util.Arrays.copyOf(two, length));
      assertThat(HalfLine.repair(file)).isEqualTo(length - two.length / 2);
      assertThat(Files.readString(file)).isEqualTo(line);
    }
  }

  @Test
  void longerThanAnyLine_isNotOurs() throws IOException {
    String strange = "{" + "x".repeat(300_000);
    assertThat(repaired(strange)).isEqualTo(strange + "\n");
  }

  private String repaired(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), content);
    long cutOff = HalfLine.repair(file);
    String after = Files.readString(file);
    assertThat(cutOff).isEqualTo(Math.max(0, content.length() - after.length()));
    return after;
  }
}
