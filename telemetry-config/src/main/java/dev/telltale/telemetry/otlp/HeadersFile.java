package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.config.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads {@code name: value} lines that go with every export, such as {@code authorization: Bearer
 * …}. Says what is wrong with a line by its number only: the line is a secret.
 */
final class HeadersFile {
  private static final int LARGEST = 8 * 1024;

  private HeadersFile() {}

  /**
   * @return values by name, in lower case
   * @throws IOException if it can't be read or is not as described; the message is for the operator
   */
  static Map<String, String> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length == 0) { // as it is for a moment while it is written anew
      throw new IOException("expected lines of name: value, found an empty file");
    }
    if (bytes.length > LARGEST) {
      throw new IOException("expected at most " + LARGEST + " bytes, found more");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Headers.ofLines(text).values();
    } catch (CharacterCodingException e) {
      throw new IOException("expected UTF-8, found other bytes", null);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), null); // names the line and not what is in it
    }
  }
}
