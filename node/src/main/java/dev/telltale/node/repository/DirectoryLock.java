package dev.telltale.node.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps two nodes from writing to one data directory. A killed process leaves no lock behind. */
final class DirectoryLock implements AutoCloseable {
  // Within one process: closing a second channel to the file would release the first one's lock.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock take(Path dataDir) {
    try {
      Path directory = Files.createDirectories(dataDir).toRealPath();
      if (!HELD_HERE.add(directory)) {
        throw held(dataDir, ProcessHandle.current().pid() + "");
      }
      @Nullable FileChannel channel = null;
      try {
        channel = lock(dataDir, directory);
        return new DirectoryLock(directory, channel);
      } finally {
        if (channel == null) {
          HELD_HERE.remove(directory);
        }
      }
    } catch (IOException e) {
      throw new RepositoryException(dataDir + ": expected a directory to write to, found " + e, e);
    }
  }

  private static FileChannel lock(Path dataDir, Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(dataDir, pidIn(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String pidIn(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
  }

  private static RepositoryException held(Path dataDir, String pid) {
    return new RepositoryException(
        dataDir + ": expected a data directory of its own, found it in use by process " + pid);
  }

  @Override
  public void close() throws IOException {
    HELD_HERE.remove(directory);
    channel.close();
  }
}
