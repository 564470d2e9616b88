package dev.telltale.tools.chaos.emission;

import java.nio.ByteBuffer;

/** What one emitting thread noted. Written by that thread alone, read by anyone. */
@SuppressWarnings(
    "EnumOrdinal") // the numbers stand in a file that two processes of one build share
final class EmissionSlot {
  private final ByteBuffer bytes;
  private final int index;
  private final int at;

  EmissionSlot(ByteBuffer bytes, int index, int at) {
    this.bytes = bytes;
    this.index = index;
    this.at = at;
  }

  int index() {
    return index;
  }

  ItemKind kind() {
    return ItemKind.values()[(int) read(0) - 1];
  }

  /** The number of the last item whose emitting call was entered. */
  long begun() {
    return read(8);
  }

  /** The number of the last item whose emitting call returned: at most one less than begun. */
  long ended() {
    return read(16);
  }

  boolean free() {
    return read(0) == 0;
  }

  void take(ItemKind kind) {
    write(0, kind.ordinal() + 1L);
  }

  void begin(long sequence) {
    write(8, sequence);
  }

  void end(long sequence) {
    write(16, sequence);
  }

  private long read(int offset) {
    return (long) EmissionLedger.LONG.getAcquire(bytes, at + offset);
  }

  private void write(int offset, long value) {
    EmissionLedger.LONG.setRelease(bytes, at + offset, value);
  }
}
