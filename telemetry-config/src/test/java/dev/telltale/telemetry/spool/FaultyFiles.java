package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file system of this machine, which can be made to refuse. */
class FaultyFiles implements FileSteps {
  private final FileSteps real = new SystemFiles();

  /** Refuses to write, rename and delete, with this reason. */
  @Nullable String refuses;

  /** Refuses to write only: writes half of it, as a full disk does. */
  boolean full;

  /** Refuses to read, with this reason. */
  @Nullable String unreadable;

  private void mayChange(Path file) throws IOException {
    if (refuses != null) {
      throw new FileSystemException(file.toString(), null, refuses);
    }
  }

  @Override
  public void folder(Path dir) throws IOException {
    real.folder(dir);
  }

  @Override
  public List<Listed> list(Path dir) throws IOException {
    return real.list(dir);
  }

  @Override
  public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
    mayChange(file);
    if (full) {
      real.write(file, content.duplicate().limit(content.limit() / 2), fsync);
      throw new IOException("No space left on device");
    }
    real.write(file, content, fsync);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    mayChange(from);
    real.rename(from, to);
  }

  @Override
  public void syncFolder(Path dir) throws IOException {
    real.syncFolder(dir);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    if (unreadable != null) {
      throw new FileSystemException(file.toString(), null, unreadable);
    }
    return real.read(file);
  }

  @Override
  public void delete(Path file) throws IOException {
    mayChange(file);
    real.delete(file);
  }
}
