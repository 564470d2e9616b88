package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.fuzz.Readable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Any file of a spool is a request, the one that was written, or says why it is none. */
public final class SpoolFileFuzz {
  private static final int LENGTH_AT = 8;
  private static final int CHECKSUM_AT = SpoolFile.HEADER - Integer.BYTES;

  private SpoolFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    readsBackTheSame(input);
    parse(input);
    if (input.length >= SpoolFile.HEADER) {
      parse(withItsChecksum(input.clone()));
      parse(withItsChecksum(withItsLength(input.clone())));
    }
    name(new String(input, StandardCharsets.UTF_8));
  }

  private static void readsBackTheSame(byte[] request) {
    EntryName name = new EntryName(7, 1_700_000_000_000L, request.length);
    try (Packer packer = new Packer()) {
      SpoolFile written = new SpoolFile(name, -1, Long.MAX_VALUE, packer.pack(request));
      SpoolFile read = SpoolFile.parse(written.bytes().array());
      Readable.check(
          read.name().equals(name) && read.epoch() == -1 && read.spooled() == Long.MAX_VALUE,
          "expected " + written + ", found " + read);
      Readable.check(Arrays.equals(request, read.packed().unpacked()), "another request");
    } catch (CorruptFile e) {
      throw new AssertionError(e);
    }
  }

  private static void parse(byte[] file) {
    try {
      SpoolFile read = SpoolFile.parse(file);
      byte[] request = read.packed().unpacked();
      Readable.check(request.length == read.packed().rawLength(), read.toString());
    } catch (CorruptFile e) {
      Readable.line(String.valueOf(e.getMessage()));
    }
  }

  /** Whoever guesses at random never gets the checksum right, and no further than it. */
  private static byte[] withItsChecksum(byte[] file) {
    System.arraycopy(new byte[] {'T', 'S', 'P', '1'}, 0, file, 0, 4);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, CHECKSUM_AT);
    crc.update(file, SpoolFile.HEADER, file.length - SpoolFile.HEADER);
    ByteBuffer.wrap(file).putInt(CHECKSUM_AT, (int) crc.getValue());
    return file;
  }

  private static byte[] withItsLength(byte[] file) {
    ByteBuffer.wrap(file).putInt(LENGTH_AT, file.length - SpoolFile.HEADER);
    return file;
  }

  private static void name(String text) {
    @Nullable EntryName name = EntryName.parse(text);
    if (name != null) {
      Readable.check(name.equals(EntryName.parse(name.file())), text);
      Readable.check(name.sequence() >= 0 && name.createdMillis() >= 0 && name.items() >= 0, text);
    }
  }
}
