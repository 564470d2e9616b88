package dev.telltale.telemetry.logs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What stands behind the last line feed of a file of lines. A process that was killed, or a disk
 * that was full, leaves the beginning of a line there; its log statement never returned, and joined
 * to the next line it would spoil that one too.
 */
final class HalfLine {
  /** Far more than a line of ours can have: what is longer is somebody else's. */
  private static final int LONGEST = 4 * LineFields.LINE;

  private HalfLine() {}

  /**
   * Cuts off the beginning of a line of JSON and what a power cut left (NUL bytes). Anything else
   * was whole, or was never one of our lines: it is kept and ended.
   *
   * @return how many bytes were cut off
   */
  static int repair(Path path) throws IOException {
    // Not a FileChannel, which an interrupted thread can't use.
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long size = file.length();
      int tailLength = (int) Math.min(size, LONGEST);
      byte[] tail = new byte[tailLength];
      if (size == 0 || lastByte(file, size) == '\n') {
        return 0;
      }
      file.seek(size - tailLength);
      file.readFully(tail);
      int start = afterLastLineFeed(tail);
      if (isTorn(tail, start)) {
        file.setLength(size - tailLength + start);
        return tailLength - start;
      }
      file.seek(size);
      file.write('\n');
      return 0;
    }
  }

  private static int lastByte(RandomAccessFile file, long size) throws IOException {
    file.seek(size - 1);
    return file.read();
  }

  private static int afterLastLineFeed(byte[] tail) {
    int at = tail.length;
    while (at > 0 && tail[at - 1] != '\n') {
      at--;
    }
    return at;
  }

  private static boolean isTorn(byte[] tail, int start) {
    boolean lineFeedSeen = start > 0 || tail.length < LONGEST;
    byte first = tail[start];
    return lineFeedSeen && (first == 0 || (first == '{' && problem(tail, start) != null));
  }

  /** Why this is no JSON; null when it is. */
  private static @Nullable JacksonException problem(byte[] tail, int start) {
    try (JsonParser parser =
        new JsonFactory()
            .createParser(ObjectReadContext.empty(), tail, start, tail.length - start)) {
      while (parser.nextToken() != null) {
        // what it says does not matter
      }
      return null;
    } catch (JacksonException e) {
      return e;
    }
  }
}
