package dev.telltale.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadersFileTest {
  @TempDir Path folder;

  @Test
  void namesAndValues() throws IOException {
    assertThat(read("# token of prod\r\nAuthorization:Bearer a:b=\n\nX-Scope-OrgID: one two \n"))
        .isEqualTo(Map.of("authorization", "Bearer a:b=", "x-scope-orgid", "one two"));
    assertThat(read("# none\n")).isEmpty();
  }

  @Test
  void problems_nameTheLineAndNotItsContent() {
    assertThatThrownBy(() -> read("# ok\ns3cret"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageNotContaining("s3cret");
    assertThatThrownBy(() -> read("a: s3cret\0"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("line 1: ")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void emptyFile_isOneThatIsBeingWritten() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(IOException.class)
        .hasMessage("expected lines of name: value, found an empty file");
  }

  @Test
  void limits() {
    assertThatThrownBy(() -> read("a: " + "b".repeat(8190)))
        .hasMessage("expected at most 8192 bytes, found more");
    assertThatThrownBy(() -> HeadersFile.read(write(new byte[] {(byte) 0xff})))
        .hasMessage("expected UTF-8, found other bytes");
    assertThatThrownBy(() -> HeadersFile.read(folder.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Map<String, String> read(String text) throws IOException {
    return HeadersFile.read(write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("headers"), bytes);
  }
}
