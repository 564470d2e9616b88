package dev.telltale.telemetry.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The content of one file of a spool: a header of {@value #HEADER} bytes, big-endian, and the
 * request.
 *
 * @param name what the file is called
 * @param epoch of the process that wrote it
 * @param spooled how many items that process had spooled with this one
 * @param packed the request
 */
record SpoolFile(EntryName name, long epoch, long spooled, Packed packed) {
  static final int HEADER = 64;

  private static final int MAGIC = 0x54535031; // TSP1
  private static final int DEFLATED = 1;
  private static final int CHECKSUM_AT = HEADER - Integer.BYTES;

  /** As it is written. */
  ByteBuffer bytes() {
    byte[] file = new byte[HEADER + packed.length()];
    ByteBuffer bytes = ByteBuffer.wrap(file);
    bytes.putInt(MAGIC).putInt(packed.deflated() ? DEFLATED : 0);
    bytes.putInt(packed.length()).putInt(packed.rawLength());
    bytes.putLong(name.sequence()).putLong(name.createdMillis()).putInt(name.items());
    bytes.putLong(epoch).putLong(spooled);
    bytes.position(HEADER).put(packed.bytes());
    return bytes.putInt(CHECKSUM_AT, checksum(file)).rewind();
  }

  /**
   * What {@code file} holds.
   *
   * @throws CorruptFile and nothing else, whatever the bytes are
   */
  static SpoolFile parse(byte[] file) throws CorruptFile {
    if (file.length < HEADER) {
      throw new CorruptFile("expected at least " + HEADER + " bytes, found " + file.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int magic = bytes.getInt();
    int flags = bytes.getInt();
    int length = bytes.getInt();
    int rawLength = bytes.getInt();
    if (magic != MAGIC) {
      throw new CorruptFile("expected a spooled request, found another file");
    }
    if (length != file.length - HEADER) {
      throw new CorruptFile(
          "expected " + length + " bytes after the header, found " + (file.length - HEADER));
    }
    if (bytes.getInt(CHECKSUM_AT) != checksum(file)) {
      throw new CorruptFile("expected the bytes that were written, found others");
    }
    EntryName name = new EntryName(bytes.getLong(), bytes.getLong(), bytes.getInt());
    boolean deflated = (flags & DEFLATED) != 0;
    if ((flags & ~DEFLATED) != 0 || rawLength < 0 || (!deflated && rawLength != length)) {
      throw new CorruptFile("expected a request of version 1, found another");
    }
    byte[] request = Arrays.copyOfRange(file, HEADER, file.length);
    return new SpoolFile(
        name, bytes.getLong(), bytes.getLong(), new Packed(request, deflated, rawLength));
  }

  private static int checksum(byte[] file) {
    CRC32C crc = new CRC32C();
    crc.update(file, 0, CHECKSUM_AT);
    crc.update(file, HEADER, file.length - HEADER);
    return (int) crc.getValue();
  }
}
