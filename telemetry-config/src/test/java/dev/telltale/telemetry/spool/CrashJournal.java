package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * What a process was about to do with each record and what it had done, in a mapped file: a kill
 * takes nothing of it, and writing to it is no system call.
 */
final class CrashJournal {
  /** Of a record, in this order. */
  static final byte UNKNOWN = 0;

  static final byte APPENDING = 1;
  static final byte APPENDED = 2;
  static final byte DELIVERING = 3;
  static final byte DELIVERED = 4;

  static final int RECORDS = 1000;

  private final MappedByteBuffer states;

  private CrashJournal(MappedByteBuffer states) {
    this.states = states;
  }

  static CrashJournal open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, RECORDS);
      map.order(ByteOrder.LITTLE_ENDIAN);
      return new CrashJournal(map);
    }
  }

  void state(int record, byte state) {
    states.put(record, state);
  }

  byte state(int record) {
    return states.get(record);
  }

  /** Items in that record; all are different enough for no two mistakes to cancel out. */
  static int items(int record) {
    return record % 37 + 1;
  }

  /** The request: its first four bytes are the record. */
  static byte[] request(int record) {
    Random random = new Random(record);
    byte[] request = new byte[4 + random.nextInt(4000)];
    if (record % 3 > 0) { // else zeros, which get smaller
      random.nextBytes(request);
    }
    request[0] = (byte) (record >>> 24);
    request[1] = (byte) (record >>> 16);
    request[2] = (byte) (record >>> 8);
    request[3] = (byte) record;
    return request;
  }
}
