package dev.telltale.telemetry.logs;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * An open file of lines, to which each line is appended whole or not at all. Only this process
 * appends to it. For use by one thread at a time.
 */
final class LineFile implements Closeable {
  private final Path path;
  // Its channel is used only to cut: a FileChannel is closed by a write of an interrupted thread.
  private final FileOutputStream out;
  private final BasicFileAttributes opened;
  private final int cutOff;
  private long size;

  private LineFile(Path path, FileOutputStream out, BasicFileAttributes opened, int cutOff) {
    this.path = path;
    this.out = out;
    this.opened = opened;
    this.cutOff = cutOff;
    this.size = opened.size();
  }

  /**
   * Makes the file, and the folders above it, where they are missing: readable by the owner and the
   * group. Repairs what a crash left at its end.
   */
  static LineFile open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolder(folder);
    }
    if (!Files.exists(path)) {
      make(path);
    }
    int cutOff = Files.isRegularFile(path) ? repair(path) : 0;
    FileOutputStream out = appending(path);
    try {
      return new LineFile(path, out, attributes(path), cutOff);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** How many bytes of a half line were cut off when it was opened. */
  int cutOff() {
    return cutOff;
  }

  long size() {
    return size;
  }

  /** Whether sizes and names mean something here: it is no device and no pipe. */
  boolean isRegular() {
    return opened.isRegularFile();
  }

  /**
   * Hands {@code line} to the system in one write. What was written of it when that does not work
   * is taken back.
   */
  void append(ByteArrayOutputStream line) throws IOException {
    try {
      line.writeTo(out);
      size += line.size();
    } catch (IOException e) {
      if (isRegular()) {
        takeBack(line.size(), e);
      }
      throw e;
    }
  }

  /** Leaves alone what is not the beginning of our line: then {@link #open} sees to it. */
  private void takeBack(int length, IOException problem) {
    try {
      FileChannel channel = out.getChannel();
      long written = channel.size() - size;
      if (written > 0 && written < length) {
        channel.truncate(size);
      }
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
  }

  /**
   * Whether the file that is open still goes by its name, and not another one or none. Also learns
   * its size anew, in case somebody cut it.
   */
  boolean isInPlace() {
    try {
      BasicFileAttributes now = attributes(path);
      if (isRegular()) {
        size = now.size();
      }
      return Objects.equals(now.fileKey(), opened.fileKey());
    } catch (IOException e) {
      return false; // nothing there, or nothing that could be seen: opening it again will tell
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(e.getFile(), null, "expected a folder, found " + e.getFile());
    }
  }

  private static void make(Path path) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] permissions =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, permissions);
    } catch (FileAlreadyExistsException e) {
      return; // somebody was faster, or it is a link to what opening it will make
    }
  }

  private static int repair(Path path) throws IOException {
    try {
      return HalfLine.repair(path);
    } catch (FileNotFoundException e) {
      throw reasoned(path, e);
    }
  }

  private static FileOutputStream appending(Path path) throws IOException {
    try {
      return new FileOutputStream(path.toFile(), true);
    } catch (FileNotFoundException e) {
      throw reasoned(path, e);
    }
  }

  /** {@code /var/log/node.jsonl (Permission denied)}, without the name, which stands elsewhere. */
  private static FileSystemException reasoned(Path path, FileNotFoundException e) {
    String message = Objects.requireNonNullElse(e.getMessage(), "");
    String prefix = path + " (";
    boolean known = message.startsWith(prefix) && message.endsWith(")");
    String reason = known ? message.substring(prefix.length(), message.length() - 1) : message;
    FileSystemException reasoned = new FileSystemException(path.toString(), null, reason);
    reasoned.addSuppressed(e);
    return reasoned;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }
}
