package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.ledger.ProcessLock;
import dev.telltale.telemetry.watch.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files of one spool: a request is in its folder under its name, or not at all. Guarded by the
 * lock of its spool, except for {@link #read}.
 */
class SpoolFolder {
  private final Path dir;
  private final FileSteps files;
  private final boolean fsync;
  private final Aside corrupt;
  private final Aside rejected;
  // Of requests that are done with: must not be found by the next process, which would send them.
  private final Set<String> undeleted = new HashSet<>();
  private @Nullable ProcessLock lock;

  SpoolFolder(Path dir, FileSteps files, boolean fsync) {
    this.dir = dir;
    this.files = files;
    this.fsync = fsync;
    corrupt = new Aside(dir.resolve("corrupt"), files);
    rejected = new Aside(dir.resolve("rejected"), files);
  }

  Path dir() {
    return dir;
  }

  boolean isOpen() {
    return lock != null;
  }

  /**
   * Locks the folder, making it where it is missing, and sees what is in it.
   *
   * @param keptAside told of each file that was written halfway
   */
  List<Entry> open(Consumer<String> keptAside) throws IOException {
    files.folder(dir);
    ProcessLock taken = ProcessLock.take(dir.resolve("lock"));
    try {
      corrupt.open();
      rejected.open();
      List<Entry> found = found(keptAside);
      lock = taken;
      return found;
    } finally {
      if (lock == null) {
        taken.close();
      }
    }
  }

  private List<Entry> found(Consumer<String> keptAside) throws IOException {
    List<Entry> found = new ArrayList<>();
    for (FileSteps.Listed file : files.list(dir)) {
      EntryName name = EntryName.parse(file.name());
      if (name != null) {
        found.add(Entry.onDisk(name, file.bytes()));
      } else if (file.name().endsWith(EntryName.HALF_WRITTEN)) {
        corrupt.take(dir.resolve(file.name()), file.name(), file.bytes());
        keptAside.accept(dir.resolve(file.name()) + ": written halfway; now in " + corrupt.dir());
      }
    }
    return found;
  }

  /** The highest sequence of what is kept aside; 0 where nothing is. */
  long lastSequenceAside() {
    return Math.max(corrupt.lastSequence(), rejected.lastSequence());
  }

  /** When it returns the request is there; when it throws it is not, as far as the disk allows. */
  void write(SpoolFile file) throws IOException {
    String name = file.name().file();
    Path half = dir.resolve(file.name().halfWritten());
    try {
      files.write(half, file.bytes(), fsync);
      files.rename(half, dir.resolve(name));
      undeleted.remove(name);
      if (fsync) {
        files.syncFolder(dir);
      }
    } catch (IOException e) {
      deleteOrRemember(file.name().halfWritten());
      deleteOrRemember(name);
      throw e;
    }
  }

  /** What {@code name} holds. Needs no lock. */
  SpoolFile read(EntryName name) throws IOException, CorruptFile {
    SpoolFile file = SpoolFile.parse(bytes(name));
    if (!file.name().equals(name)) {
      throw new CorruptFile("expected the file of that name, found " + file.name().file());
    }
    return file;
  }

  private byte[] bytes(EntryName name) throws IOException, CorruptFile {
    try {
      return files.read(dir.resolve(name.file()));
    } catch (NoSuchFileException e) {
      throw new CorruptFile("expected a file, found none");
    }
  }

  /** It is no longer there; when this throws, it still is. */
  void remove(String name) throws IOException {
    files.delete(dir.resolve(name));
  }

  /** It is done with; when this throws, {@link #deleteLeftOvers} will try it again. */
  void delete(String name) throws IOException {
    undeleted.add(name);
    files.delete(dir.resolve(name));
    undeleted.remove(name);
  }

  void deleteLeftOvers() throws IOException {
    for (String name : List.copyOf(undeleted)) {
      delete(name);
    }
  }

  private void deleteOrRemember(String name) {
    try {
      delete(name);
    } catch (IOException e) {
      // It is among the undeleted.
    }
  }

  /** Where it is now: {@code corrupt}, or nowhere when the disk does not let it be moved. */
  String corrupt(Entry entry) {
    return aside(corrupt, entry);
  }

  /** Where it is now: {@code rejected}, or nowhere. */
  String rejected(Entry entry) {
    return aside(rejected, entry);
  }

  /** Keeps a request aside that was never on disk. */
  String rejected(SpoolFile file) {
    try {
      rejected.write(file.name().file(), file.bytes());
      return "now in " + rejected.dir();
    } catch (IOException e) {
      return "not kept: " + Reason.of(e);
    }
  }

  private String aside(Aside aside, Entry entry) {
    String name = entry.name.file();
    try {
      aside.take(dir.resolve(name), name, entry.bytesOnDisk());
      return "now in " + aside.dir();
    } catch (IOException e) {
      deleteOrRemember(name);
      return "not kept: " + Reason.of(e);
    }
  }

  void close() {
    if (lock != null) {
      List.copyOf(undeleted).forEach(this::deleteOrRemember);
      lock.close();
      lock = null;
    }
  }
}
