package dev.telltale.telemetry.otlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one content of a file from the next without reading it: a file renamed into its place
 * has another key, one that is written again another time or size.
 */
record FileStamp(@Nullable FileTime modified, long size, @Nullable Object key) {
  private static final FileStamp ABSENT = new FileStamp(null, -1, null);

  static List<FileStamp> of(List<Path> files) {
    List<FileStamp> stamps = new ArrayList<>();
    for (Path file : files) {
      stamps.add(of(file));
    }
    return stamps;
  }

  /** A file that can't be looked at counts as absent. */
  private static FileStamp of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    } catch (IOException e) {
      return ABSENT;
    }
  }
}
