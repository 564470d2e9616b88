package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The part of an OTLP export response that says that some spans were not taken: {@code
 * partial_success = 1 { rejected_spans = 1, error_message = 2 }}. The SDK does not read it, so a
 * collector's rejections would be silent.
 */
record PartialSuccess(long rejected, String message) {
  private static final PartialSuccess NONE = new PartialSuccess(0, "");
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  /** A body that is not such a response rejects nothing: the status was a success. */
  static PartialSuccess parse(byte[] body) {
    try {
      return response(ByteBuffer.wrap(body));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return NONE;
    }
  }

  private static PartialSuccess response(ByteBuffer in) {
    PartialSuccess found = NONE;
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == (1 << 3 | BYTES)) {
        found = partial(slice(in));
      } else {
        skip(in, tag);
      }
    }
    return found;
  }

  private static PartialSuccess partial(ByteBuffer in) {
    long rejected = 0;
    String message = "";
    while (in.hasRemaining()) {
      long tag = varint(in);
      if (tag == (1 << 3 | VARINT)) {
        rejected = varint(in);
      } else if (tag == (2 << 3 | BYTES)) {
        message = Reason.oneLine(StandardCharsets.UTF_8.decode(slice(in)).toString());
      } else {
        skip(in, tag);
      }
    }
    return new PartialSuccess(Math.max(0, rejected), message);
  }

  private static long varint(ByteBuffer in) {
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

  private static ByteBuffer slice(ByteBuffer in) {
    long length = varint(in);
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return part;
  }

  private static void skip(ByteBuffer in, long tag) {
    switch ((int) (tag & 7)) {
      case VARINT -> varint(in);
      case FIXED64 -> in.getLong();
      case BYTES -> slice(in);
      case FIXED32 -> in.getInt();
      default -> throw new IllegalArgumentException("wire type " + (tag & 7));
    }
  }
}
