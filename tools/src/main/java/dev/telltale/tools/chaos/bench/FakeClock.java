package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock of one process, which can be set by steps as by an operator or a time server; the
 * clock by which durations are measured goes on. Needs libfaketime.
 */
public final class FakeClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private final Path library;
  private final Path offset;

  private FakeClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /** Why there can be none here; null where there can. */
  public static @Nullable String missing() {
    return library() == null
        ? "libfaketime: expected it below " + LIBRARIES + ", found none; apt-get install faketime"
        : null;
  }

  /** A clock that is right, for now. */
  public static FakeClock in(Path folder) throws IOException {
    Path library = library();
    if (library == null) throw new IOException(String.valueOf(missing()));
    FakeClock clock = new FakeClock(library, folder.resolve("clock"));
    clock.step(Duration.ZERO);
    return clock;
  }

  /** The command behind which a process has it. */
  public String[] behind() {
    return new String[] {
      "env",
      "LD_PRELOAD=" + library,
      "FAKETIME_TIMESTAMP_FILE=" + offset,
      "FAKETIME_CACHE_DURATION=1",
      "FAKETIME_DONT_FAKE_MONOTONIC=1",
      "FAKETIME_FORCE_MONOTONIC_FIX=0", // else a JVM waits for no time at all
      "NO_FAKE_STAT=1"
    };
  }

  /** It is off by so much a second from now at the latest. */
  public void step(Duration off) throws IOException {
    String seconds = "%+d\n".formatted(off.toSeconds());
    Path next = Files.writeString(offset.resolveSibling("clock.next"), seconds);
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
  }

  private static @Nullable Path library() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(LIBRARIES, "*-linux-gnu*")) {
      for (Path folder : folders) {
        Path library = folder.resolve("faketime").resolve("libfaketimeMT.so.1");
        if (Files.exists(library)) return library;
      }
      return null;
    } catch (IOException e) {
      return null; // no such system: not to be had
    }
  }
}
