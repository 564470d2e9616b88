package dev.telltale.telemetry.logs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that a log file was before: {@code node.jsonl.2026-11-21T09-00-00.123Z} was ended at
 * that time. They are whole, never written to again, and never compressed: whoever reads them goes
 * on where it was. For use by one thread at a time.
 */
final class RotatedFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final InstantSource clock;

  RotatedFiles(Path file, InstantSource clock) {
    this.file = file.toAbsolutePath();
    this.clock = clock;
  }

  /** One of them, when it was ended, and its size. */
  record Rotated(Path path, Instant at, long bytes) {}

  /** Gives the present file the name of a rotated one: the newest, even if the clock went back. */
  void rotate() throws IOException {
    List<Rotated> before = oldestFirst();
    Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!before.isEmpty()) {
      Instant newest = before.get(before.size() - 1).at();
      at = at.isAfter(newest) ? at : newest.plusMillis(1);
    }
    Files.move(file, file.resolveSibling(file.getFileName() + "." + TIME.format(at)));
  }

  /** What has to go, so that the others together are at most {@code limit} bytes. */
  List<Rotated> above(long limit) throws IOException {
    List<Rotated> newestFirst = oldestFirst();
    Collections.reverse(newestFirst);
    List<Rotated> above = new ArrayList<>();
    long kept = 0;
    for (Rotated each : newestFirst) {
      kept += each.bytes();
      if (kept > limit) {
        above.add(0, each);
      }
    }
    return above;
  }

  private List<Rotated> oldestFirst() throws IOException {
    String prefix = file.getFileName() + ".";
    List<Rotated> found = new ArrayList<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(folder())) {
      for (Path path : folder) {
        String name = path.getFileName().toString();
        if (name.startsWith(prefix)) {
          rotated(path, name.substring(prefix.length())).ifPresent(found::add);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    found.sort(Comparator.comparing(Rotated::at));
    return found;
  }

  private static Optional<Rotated> rotated(Path path, String suffix) throws IOException {
    try {
      Instant at = TIME.parse(suffix, Instant::from);
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new Rotated(path, at, attributes.size()))
          : Optional.empty();
    } catch (DateTimeException | NoSuchFileException e) {
      return Optional.empty(); // not one of ours, or somebody else deleted it just now
    }
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent(), "the folder of a log file");
  }
}
