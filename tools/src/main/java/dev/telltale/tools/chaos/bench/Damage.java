package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What a disk may do to a file of pages. */
@SuppressWarnings("ImmutableEnumChecker") // what is done has no state
public enum Damage {
  EMPTY(file -> file.setLength(0)),
  A_TENTH_LEFT(file -> file.setLength(file.length() / 10)),
  HALF_LEFT(file -> file.setLength(file.length() / 2)),
  NINE_TENTHS_LEFT(file -> file.setLength(file.length() / 10 * 9)),
  A_PAGE_SHORT(file -> file.setLength(file.length() - Damage.PAGE)),
  A_BYTE_SHORT(file -> file.setLength(file.length() - 1)),
  FIRST_PAGE_ZERO(file -> zero(file, 0)),
  SECOND_PAGE_ZERO(file -> zero(file, 1)),
  BOTH_ZERO(
      file -> {
        zero(file, 0);
        zero(file, 1);
      }),
  THIRD_PAGE_ZERO(file -> zero(file, 2)),
  FOURTH_PAGE_ZERO(file -> zero(file, 3)),
  MIDDLE_PAGE_ZERO(file -> zero(file, pages(file) / 2)),
  LAST_PAGE_ZERO(file -> zero(file, pages(file) - 1)),
  EVERY_OTHER_PAGE_ZERO(
      file -> {
        for (long page = 2; page < pages(file); page += 2) zero(file, page);
      }),
  THE_REST_ZERO(
      file -> {
        for (long page = 2; page < pages(file); page++) zero(file, page);
      }),
  ALL_RANDOM(
      file -> {
        byte[] bytes = new byte[(int) file.length()];
        new Random(1).nextBytes(bytes);
        file.seek(0);
        file.write(bytes);
      }),
  FIRST_PAGE_FLIPPED(file -> flip(file, 30, 1)),
  BOTH_FLIPPED(
      file -> {
        flip(file, 30, 1);
        flip(file, Damage.PAGE + 30, 1);
      }),
  EVERY_PAGE_FLIPPED(
      file -> {
        for (long page = 2; page < pages(file); page++) flip(file, page * Damage.PAGE + 8, 1);
      }),
  HUNDRED_FLIPPED(
      file -> {
        Random random = new Random(100);
        for (int i = 0; i < 100; i++) flip(file, random.nextLong(file.length()), 1 << (i % 8));
      });

  private static final int PAGE = 4096;

  private final Done done;

  private interface Done {
    void to(RandomAccessFile file) throws IOException;
  }

  Damage(Done done) {
    this.done = done;
  }

  /**
   * Does it to a file that nobody has open.
   *
   * @return how many bits were flipped: they may stand in what is kept, which does not show it
   */
  public int to(Path path) throws IOException {
    byte[] before = Files.readAllBytes(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      done.to(file);
    }
    return name().endsWith("FLIPPED") ? different(before, Files.readAllBytes(path)) : 0;
  }

  private static int different(byte[] before, byte[] after) {
    int different = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] != after[i]) different++;
    }
    return different;
  }

  private static long pages(RandomAccessFile file) throws IOException {
    return file.length() / PAGE;
  }

  private static void zero(RandomAccessFile file, long page) throws IOException {
    file.seek(page * PAGE);
    file.write(new byte[PAGE]);
  }

  private static void flip(RandomAccessFile file, long at, int bit) throws IOException {
    file.seek(at);
    int before = file.read();
    file.seek(at);
    file.write(before ^ bit);
  }
}
