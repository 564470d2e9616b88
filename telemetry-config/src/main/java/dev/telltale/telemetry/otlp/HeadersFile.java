package dev.telltale.telemetry.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code name: value} lines that go with every export, such as {@code authorization: Bearer
 * …}. Says what is wrong with a line by its number only: the line is a secret.
 */
final class HeadersFile {
  private static final int LARGEST = 8 * 1024;
  private static final int MOST = 32;
  // RFC 9110: a token; and a field value, of which obs-text is left out: the client refuses it.
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]+");
  private static final Set<String> OF_THE_PROTOCOL =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "host",
          "te",
          "transfer-encoding");

  private HeadersFile() {}

  /**
   * @return values by name, in lower case
   * @throws IOException if it can't be read or is not as described; the message is for the operator
   */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    int number = 0;
    for (String raw : text(file).split("\r?\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon < 0 || !NAME.matcher(line.substring(0, colon)).matches()) {
        throw new IOException(
            "line " + number + ": expected name: value, found no header name before a colon");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (!VALUE.matcher(value).matches()) {
        throw new IOException(
            "line "
                + number
                + ": expected a value of visible ASCII characters for "
                + name
                + ", found "
                + (value.isEmpty() ? "none" : "others"));
      }
      if (OF_THE_PROTOCOL.contains(name) || name.startsWith("grpc-")) {
        throw new IOException("line " + number + ": " + name + " is set by the protocol itself");
      }
      if (headers.put(name, value) != null) {
        throw new IOException("line " + number + ": " + name + " is there twice");
      }
      if (headers.size() > MOST) {
        throw new IOException("expected at most " + MOST + " headers, found more");
      }
    }
    return headers;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw new IOException("expected at most " + LARGEST + " bytes, found more");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("expected UTF-8, found other bytes");
    }
  }
}
