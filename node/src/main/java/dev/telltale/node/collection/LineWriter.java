package dev.telltale.node.collection;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes text and gives its lines in UTF-8; the whole text is never in memory a second time. */
final class LineWriter extends Writer {
  /** Most bytes of all lines; a node of 256 MiB can sign, keep and hand on that much. */
  static final int MAX_BYTES = 24 * 1024 * 1024;

  private final List<byte[]> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private long bytes;

  @Override
  public void write(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(chars[i]);
    }
  }

  @Override
  public void write(int c) {
    if (c != '\n') {
      line.append((char) c);
      return;
    }
    byte[] utf8 = line.toString().getBytes(StandardCharsets.UTF_8);
    line.setLength(0);
    bytes += utf8.length + 1L;
    if (bytes > MAX_BYTES) {
      throw new RdfSyntaxException(
          0, 0, "expected at most " + MAX_BYTES + " bytes of canonical N-Quads, found more");
    }
    lines.add(utf8);
  }

  List<byte[]> lines() {
    return lines;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
