package dev.telltale.telemetry.spool;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A request as it lies on disk or in memory.
 *
 * @param bytes as they are kept
 * @param deflated whether they are, because that is smaller
 * @param rawLength of the request itself
 */
@SuppressWarnings("ArrayRecordComponent") // two of them are never compared
record Packed(byte[] bytes, boolean deflated, int rawLength) {
  // Of what deflate can make of nothing but zeros; more is not what was written.
  private static final int BEST_RATIO = 1040;

  /** As it is. */
  static Packed not(byte[] request) {
    return new Packed(request, false, request.length);
  }

  /** Of the bytes as they are kept. */
  int length() {
    return bytes.length;
  }

  /** The request. */
  byte[] unpacked() throws CorruptFile {
    if (!deflated) {
      return bytes;
    }
    if (rawLength > (long) bytes.length * BEST_RATIO) {
      throw new CorruptFile(
          "expected at most "
              + (long) bytes.length * BEST_RATIO
              + " bytes inside, found "
              + rawLength);
    }
    byte[] raw = new byte[rawLength];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes);
      int inflated = inflater.inflate(raw);
      if (inflated != rawLength || !(inflater.finished() || inflater.inflate(new byte[1]) == 0)) {
        throw new CorruptFile("expected " + rawLength + " bytes inside, found others");
      }
      return raw;
    } catch (DataFormatException e) {
      throw new CorruptFile("expected deflated bytes, found others");
    } finally {
      inflater.end();
    }
  }
}
