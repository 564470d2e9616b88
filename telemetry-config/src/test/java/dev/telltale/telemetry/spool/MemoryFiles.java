package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files in memory, so that thousands of disks can be worn out in a minute; folders are real. */
final class MemoryFiles implements FileSteps {
  private final FileSteps real = new SystemFiles();
  private final Map<Path, byte[]> files = new HashMap<>();

  @Override
  public void folder(Path dir) throws IOException {
    real.folder(dir);
  }

  @Override
  public List<Listed> list(Path dir) {
    List<Listed> listed = new ArrayList<>();
    files.forEach(
        (file, bytes) -> {
          if (file.getParent().equals(dir)) {
            listed.add(new Listed(file.getFileName().toString(), bytes.length));
          }
        });
    return listed;
  }

  @Override
  public void write(Path file, ByteBuffer content, boolean fsync) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    files.put(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    files.put(to, read(from));
    files.remove(from);
  }

  @Override
  public void syncFolder(Path dir) {}

  @Override
  public byte[] read(Path file) throws IOException {
    byte[] bytes = files.get(file);
    if (bytes == null) {
      throw new NoSuchFileException(file.toString());
    }
    return bytes.clone();
  }

  @Override
  public void delete(Path file) {
    files.remove(file);
  }
}
