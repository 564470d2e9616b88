package dev.telltale.telemetry.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps files to one process, by a lock file that says which. The system lets go of it when the
 * process ends, however it ends.
 */
public final class ProcessLock implements AutoCloseable {
  private static final int LONGEST_PID = 20;

  // A second channel on a file that this process has locked would, when closed, release the lock.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks {@code file}, whose folder exists.
   *
   * @throws IOException who has it, or what the system says
   */
  public static ProcessLock take(Path file) throws IOException {
    Path folder = requireNonNull(file.toAbsolutePath().getParent(), "folder").toRealPath();
    Path real = folder.resolve(file.getFileName());
    if (!HELD.add(real)) {
      throw new IOException("in use by this process");
    }
    try {
      return new ProcessLock(real, locked(file));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, Set.of(CREATE, READ, WRITE), OwnerOnly.attributes(OwnerOnly.FILE));
    try {
      if (channel.tryLock() == null) {
        throw new IOException("in use by process " + holder(channel));
      }
      byte[] pid = Arrays.copyOf(ownPid(), LONGEST_PID); // over all of an older one
      channel.write(ByteBuffer.wrap(pid), 0);
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("in use by this process", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static byte[] ownPid() {
    return Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII);
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    channel.read(pid, 0);
    return new String(pid.array(), 0, pid.position(), US_ASCII).trim();
  }

  /** Lets go of it; a second time does nothing. */
  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        channel.close();
        HELD.remove(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": not released", e);
    }
  }
}
