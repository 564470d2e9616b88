package dev.telltale.tools.chaos.sink;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protobuf message in the order in which they stand. Knows no schema: the
 * oracle must not share its reading with the code that it judges.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private int type;

  ProtoReader(ByteBuffer bytes) {
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The number of the next field, or 0 at the end. Its value must be read, or skipped, next. */
  int next() throws IOException {
    if (!bytes.hasRemaining()) return 0;
    int tag = (int) varint();
    type = tag & 7;
    return tag >>> 3;
  }

  ProtoReader message() throws IOException {
    return new ProtoReader(slice());
  }

  String text() throws IOException {
    return StandardCharsets.UTF_8.decode(slice()).toString();
  }

  byte[] bytes() throws IOException {
    ByteBuffer value = slice();
    byte[] copy = new byte[value.remaining()];
    value.get(copy);
    return copy;
  }

  /** The first eight bytes of the value as a number; 0 where it has fewer. */
  long firstEight() throws IOException {
    ByteBuffer value = slice();
    return value.remaining() < Long.BYTES ? 0 : value.getLong();
  }

  long fixed64() throws IOException {
    expect(FIXED64);
    return guarded(8).getLong();
  }

  double float64() throws IOException {
    return Double.longBitsToDouble(fixed64());
  }

  void skip() throws IOException {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> guarded(8);
      case LENGTH -> slice();
      case FIXED32 -> guarded(4);
      default -> throw new IOException("protobuf: expected wire type 0, 1, 2 or 5, found " + type);
    }
  }

  private ByteBuffer slice() throws IOException {
    expect(LENGTH);
    return guarded((int) varint());
  }

  private ByteBuffer guarded(int length) throws IOException {
    if (length < 0 || length > bytes.remaining()) {
      throw new IOException(
          "protobuf: expected " + length + " bytes more, found " + bytes.remaining());
    }
    ByteBuffer slice = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return slice;
  }

  private long varint() throws IOException {
    long value = 0;
    try {
      for (int shift = 0; shift < 64; shift += 7) {
        byte part = bytes.get();
        value |= (long) (part & 0x7f) << shift;
        if (part >= 0) return value;
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("protobuf: expected a whole number, found the end", e);
    }
    throw new IOException("protobuf: expected a number of at most 10 bytes, found a longer one");
  }

  private void expect(int wanted) throws IOException {
    if (type != wanted) {
      throw new IOException("protobuf: expected wire type " + wanted + ", found " + type);
    }
  }
}
