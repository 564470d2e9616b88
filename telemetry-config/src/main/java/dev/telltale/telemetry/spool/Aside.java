package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * A folder for files that are not sent but may be looked at: the oldest are deleted above a bound.
 * Guarded by the lock of its spool.
 */
final class Aside {
  static final long MAX_BYTES = 16L * 1024 * 1024;

  private final Path dir;
  private final FileSteps files;
  private final TreeMap<String, Long> bytesByName = new TreeMap<>();
  private long bytes;

  Aside(Path dir, FileSteps files) {
    this.dir = dir;
    this.files = files;
  }

  Path dir() {
    return dir;
  }

  /** Sees what is in it already. */
  void open() throws IOException {
    files.folder(dir);
    bytesByName.clear();
    bytes = 0;
    for (FileSteps.Listed file : files.list(dir)) {
      add(file.name(), file.bytes());
    }
  }

  /** The highest sequence of a file in it; 0 where there is none. */
  long lastSequence() {
    long last = 0;
    for (String name : bytesByName.keySet()) {
      EntryName entry = EntryName.parse(name);
      last = entry == null ? last : Math.max(last, entry.sequence());
    }
    return last;
  }

  /** Puts {@code file} in it. */
  void take(Path file, String name, long length) throws IOException {
    makeRoom(length);
    files.rename(file, dir.resolve(name));
    add(name, length);
  }

  /** Writes a file into it. */
  void write(String name, ByteBuffer content) throws IOException {
    int length = content.remaining();
    makeRoom(length);
    try {
      files.write(dir.resolve(name), content, false);
    } catch (IOException e) {
      files.delete(dir.resolve(name)); // half of it is worth nothing
      throw e;
    }
    add(name, length);
  }

  private void add(String name, long length) {
    Long before = bytesByName.put(name, Entry.blocks(length));
    bytes += Entry.blocks(length) - (before == null ? 0 : before);
  }

  // Names begin with the sequence: the first is the oldest.
  private void makeRoom(long length) throws IOException {
    while (!bytesByName.isEmpty() && bytes + Entry.blocks(length) > MAX_BYTES) {
      var oldest = bytesByName.firstEntry();
      files.delete(dir.resolve(oldest.getKey()));
      bytes -= oldest.getValue();
      bytesByName.remove(oldest.getKey());
    }
  }
}
