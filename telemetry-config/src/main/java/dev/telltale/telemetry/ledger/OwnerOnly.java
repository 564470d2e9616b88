package dev.telltale.telemetry.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may read: telemetry can hold what is private. */
public final class OwnerOnly {
  /** Of files. */
  public static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerOnly() {}

  /** To create something with; empty where the file system knows no such permissions. */
  public static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  /** Makes a folder and those above it where they are missing; one that exists stays as it is. */
  public static void folder(Path dir) throws IOException {
    try {
      Files.createDirectories(dir, attributes(FOLDER));
    } catch (FileAlreadyExistsException e) {
      throw new NotDirectoryException(dir.toString());
    }
  }
}
