package dev.telltale.tools.chaos;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run: two at a time would delete each other's files. The system lets go of it
 * when the process ends, however it ends.
 */
final class WorkFolder implements AutoCloseable {
  private final Path folder;
  private final FileChannel held;

  private WorkFolder(Path folder, FileChannel held) {
    this.folder = folder;
    this.held = held;
  }

  /**
   * Takes the folder.
   *
   * @throws IOException when another run has it
   */
  static WorkFolder take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          folder + ": expected no other run in it, found one; --work names another folder");
    }
    return new WorkFolder(folder, channel);
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}
