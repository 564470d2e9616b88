package dev.telltale.telemetry.otlp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of one protobuf message, one after the other. What is no such message ends in an
 * {@link IllegalArgumentException}.
 */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int GROUP = 3;
  private static final int GROUP_END = 4;
  private static final int FIXED32 = 5;

  private final ByteBuffer in;
  private int field;
  private int wireType;
  private long number;
  private ByteBuffer content = ByteBuffer.allocate(0);

  ProtoFields(byte[] message) {
    in = ByteBuffer.wrap(message);
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    try {
      long tag = varint();
      field = (int) (tag >>> 3);
      wireType = (int) (tag & 7);
      if (wireType == GROUP) {
        skipGroup();
      } else {
        value(wireType);
      }
      return true;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a message that ends too early", e);
    }
  }

  private void value(int type) {
    switch (type) {
      case VARINT -> number = varint();
      case FIXED64 -> in.getLong();
      case BYTES -> content = slice();
      case FIXED32 -> in.getInt();
      default -> throw new IllegalArgumentException("wire type " + type);
    }
  }

  /** No OTLP message has one, but none is a reason not to read what stands beside it. */
  private void skipGroup() {
    for (int open = 1; open > 0; ) {
      int type = (int) (varint() & 7);
      if (type == GROUP) {
        open++;
      } else if (type == GROUP_END) {
        open--;
      } else {
        value(type);
      }
    }
  }

  boolean isNumber(int wanted) {
    return field == wanted && wireType == VARINT;
  }

  boolean isBytes(int wanted) {
    return field == wanted && wireType == BYTES;
  }

  long number() {
    return number;
  }

  byte[] bytes() {
    byte[] copy = new byte[content.remaining()];
    content.duplicate().get(copy);
    return copy;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
  }

  private ByteBuffer slice() {
    long length = varint();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint of more than ten bytes");
  }
}
