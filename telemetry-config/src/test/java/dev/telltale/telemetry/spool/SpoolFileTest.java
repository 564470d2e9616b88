package dev.telltale.telemetry.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolFileTest {
  private static final EntryName NAME = new EntryName(7, 1_700_000_000_000L, 512);

  private static byte[] file(byte[] request) {
    try (Packer packer = new Packer()) {
      return new SpoolFile(NAME, 42, 1000, packer.pack(request)).bytes().array();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 5000, 1_000_000})
  void whatWasWritten_isRead(int length) throws Exception {
    byte[] zeros = new byte[length];
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    for (byte[] request : new byte[][] {zeros, noise}) {
      SpoolFile read = SpoolFile.parse(file(request));
      assertThat(read.name()).isEqualTo(NAME);
      assertThat(read.epoch()).isEqualTo(42);
      assertThat(read.spooled()).isEqualTo(1000);
      assertThat(read.packed().unpacked()).isEqualTo(request);
    }
  }

  @Test
  void packedOneAfterTheOther_eachKeepsItsOwnBytes() throws Exception {
    byte[] ones = new byte[5000];
    byte[] twos = new byte[5000];
    Arrays.fill(ones, (byte) 1);
    Arrays.fill(twos, (byte) 2);
    try (Packer packer = new Packer()) {
      Packed first = packer.pack(ones);
      Packed second = packer.pack(twos);
      assertThat(first.deflated()).isTrue();
      assertThat(first.unpacked()).isEqualTo(ones);
      assertThat(second.unpacked()).isEqualTo(twos);
    }
  }

  @Test
  void everyBitThatChanges_isSeen() {
    byte[] file = file("a request".getBytes(UTF_8));
    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] changed = file.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> SpoolFile.parse(changed)).isInstanceOf(CorruptFile.class);
    }
    for (int length = 0; length < file.length; length++) {
      byte[] shorter = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> SpoolFile.parse(shorter)).isInstanceOf(CorruptFile.class);
    }
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertThatThrownBy(() -> SpoolFile.parse(longer)).isInstanceOf(CorruptFile.class);
  }

  @Test
  void anything_isReadOrCorrupt_alsoWithARightChecksum() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] file = file(new byte[random.nextInt(2000)]);
      for (int n = random.nextInt(4); n >= 0; n--) {
        file[random.nextInt(random.nextBoolean() ? 16 : file.length)] = (byte) random.nextInt();
      }
      CRC32C crc = new CRC32C();
      crc.update(file, 0, 60);
      crc.update(file, 64, file.length - 64);
      ByteBuffer.wrap(file).putInt(60, (int) crc.getValue());
      try {
        byte[] request = SpoolFile.parse(file).packed().unpacked();
        assertThat(request.length).isLessThan(2_100_000);
        read++;
      } catch (CorruptFile e) {
        assertThat(e.getMessage()).startsWith("expected ");
      }
    }
    assertThat(read).isBetween(100, 19_900);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".otlp",
        "0000000000000007-1-1.otlp.tmp",
        "0000000000000007-1.otlp",
        "000000000000007-1-1.otlp",
        "8000000000000007-1-1.otlp",
        "000000000000000g-1-1.otlp",
        "0000000000000007--1-1.otlp",
        "0000000000000007-1-2147483648.otlp",
        "0000000000000007-1234567890123456789-1.otlp",
      })
  void otherNames_areNoneOfASpools(String name) {
    assertThat(EntryName.parse(name)).isNull();
  }

  @Test
  void name_saysWhatIsInTheFile() {
    assertThat(NAME.file()).isEqualTo("0000000000000007-1700000000000-512.otlp");
    assertThat(NAME.halfWritten()).isEqualTo("0000000000000007-1700000000000-512.otlp.tmp");
    assertThat(EntryName.parse(NAME.file())).isEqualTo(NAME);
    EntryName most = new EntryName(Long.MAX_VALUE, 999_999_999_999_999_999L, Integer.MAX_VALUE);
    assertThat(EntryName.parse(most.file())).isEqualTo(most);
  }
}
