package dev.telltale.telemetry.logs;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens a file of lines for appending. */
final class LineFile {
  private LineFile() {}

  /**
   * Makes the file, and the folders above it, where they are missing: readable by the owner and the
   * group. Ends a half line that a crash or a full disk left, so that it spoils no other.
   */
  static FileChannel open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      makeFolder(folder);
    }
    endHalfLine(path);
    return FileChannel.open(path, Set.of(CREATE, APPEND), permissions());
  }

  private static void makeFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new FileSystemException(e.getFile(), null, "expected a folder, found " + e.getFile());
    }
  }

  private static void endHalfLine(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    try (FileChannel in = FileChannel.open(path, READ)) {
      in.read(last, in.size() - 1);
    }
    if (last.get(0) != '\n') {
      Files.write(path, new byte[] {'\n'}, StandardOpenOption.APPEND);
    }
  }

  private static FileAttribute<?>[] permissions() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
        }
        : new FileAttribute<?>[0];
  }
}
