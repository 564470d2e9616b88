package dev.telltale.tools.chaos.emission;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A memory-mapped file in which each emitting thread notes how far it came, the moment the emitting
 * call returned. The notes survive a SIGKILL of the process, because they are in the page cache;
 * the same file tells the threads whether to emit.
 *
 * <p>Safe for use by many threads and by two processes.
 */
@SuppressWarnings(
    "EnumOrdinal") // the numbers stand in a file that two processes of one build share
public final class EmissionLedger {
  /** What the emitting threads are to do. */
  public enum Order {
    WAIT,
    EMIT,
    STOP
  }

  static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int SLOT_BYTES = 64;
  private static final int SLOTS = 4096;

  private final ByteBuffer bytes;

  private EmissionLedger(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** A new file, in which nothing was emitted and the order is to wait. */
  public static EmissionLedger create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return map(FileChannel.open(file, CREATE_NEW, READ, WRITE));
  }

  /** The file that another process made. */
  public static EmissionLedger open(Path file) throws IOException {
    return map(FileChannel.open(file, READ, WRITE));
  }

  private static EmissionLedger map(FileChannel channel) throws IOException {
    try (channel) {
      return new EmissionLedger(
          channel
              .map(FileChannel.MapMode.READ_WRITE, 0, (SLOTS + 1L) * SLOT_BYTES)
              .order(ByteOrder.nativeOrder()));
    }
  }

  /**
   * A place for one emitting thread of this process; those of earlier processes stay as they are.
   */
  synchronized EmissionSlot claim(ItemKind kind) {
    for (int i = 0; i < SLOTS; i++) {
      EmissionSlot slot = slot(i);
      if (slot.free()) {
        slot.take(kind);
        return slot;
      }
    }
    throw new IllegalStateException("emission ledger: expected a free place, found " + SLOTS);
  }

  /** What each thread of each process noted so far. */
  public List<Emitted> emitted() {
    return slots().stream()
        .map(slot -> new Emitted(slot.index(), slot.kind(), slot.begun(), slot.ended()))
        .toList();
  }

  private List<EmissionSlot> slots() {
    List<EmissionSlot> taken = new ArrayList<>();
    for (int i = 0; i < SLOTS && !slot(i).free(); i++) {
      taken.add(slot(i));
    }
    return taken;
  }

  /** How many items were emitted, by all threads of all processes so far. */
  public long ended(ItemKind kind) {
    return slots().stream()
        .filter(slot -> slot.kind() == kind)
        .mapToLong(EmissionSlot::ended)
        .sum();
  }

  public Order order() {
    return Order.values()[(int) (long) LONG.getAcquire(bytes, 0)];
  }

  public void order(Order order) {
    LONG.setRelease(bytes, 0, (long) order.ordinal());
  }

  private EmissionSlot slot(int index) {
    return new EmissionSlot(bytes, index, (index + 1) * SLOT_BYTES);
  }
}
