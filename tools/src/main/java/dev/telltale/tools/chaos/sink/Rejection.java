package dev.telltale.tools.chaos.sink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request of spans or log records of which a collector takes a part and says so.
 *
 * @param taken the request without what is rejected
 * @param rejected how many items that is
 */
public record Rejection(byte[] taken, int rejected) {
  private static final int LENGTH = 2;
  private static final int ITEMS = 2; // a request is a resource, then scopes, then items

  /** Rejects the first {@code most} items of {@code request}, or all where it has fewer. */
  public static Rejection of(byte[] request, int most) throws IOException {
    int[] left = {most};
    byte[] taken = without(request, 0, left);
    return new Rejection(taken, most - left[0]);
  }

  /** The answer: {@code partial_success = 1 { rejected_… = 1, error_message = 2 }}. */
  public byte[] answer(String why) {
    ByteArrayOutputStream partial = new ByteArrayOutputStream();
    varint(1 << 3, partial);
    varint(rejected, partial);
    field(2, why.getBytes(StandardCharsets.UTF_8), partial);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    field(1, partial.toByteArray(), answer);
    return answer.toByteArray();
  }

  /** Down to the items, every field is a message or a text. */
  private static byte[] without(byte[] message, int level, int[] left) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
    ProtoReader in = new ProtoReader(ByteBuffer.wrap(message));
    for (int field = in.next(); field != 0; field = in.next()) {
      byte[] value = in.bytes();
      if (level == ITEMS && field == 2 && left[0] > 0) {
        left[0]--;
      } else {
        boolean leadsToItems = level < ITEMS && field == level + 1;
        field(field, leadsToItems ? without(value, level + 1, left) : value, out);
      }
    }
    return out.toByteArray();
  }

  private static void field(int number, byte[] value, ByteArrayOutputStream out) {
    varint((number << 3) | LENGTH, out);
    varint(value.length, out);
    out.writeBytes(value);
  }

  private static void varint(int value, ByteArrayOutputStream out) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) out.write((rest & 0x7f) | 0x80);
    out.write(rest);
  }
}
