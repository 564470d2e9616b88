package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file system that fills up, turns read-only, loses power, and whose user is killed in the middle
 * of a step.
 */
final class CrashingFiles implements FileSteps {
  /** Where in a step the kill comes. */
  enum Moment {
    BEFORE,
    HALFWAY,
    AFTER
  }

  private record Rename(Path from, Path to) {}

  private final FileSteps disk;
  private final Set<Path> contentsNotOnDevice = new HashSet<>();
  private final Deque<Rename> namesNotOnDevice = new ArrayDeque<>();
  private int killAtStep; // 0: not
  private Moment moment = Moment.BEFORE;
  private boolean dead;

  boolean full;
  boolean readOnly;

  CrashingFiles(FileSteps disk) {
    this.disk = disk;
  }

  /** The {@code step}th step that changes something, from now on, is the last. */
  void killAt(int step, Moment when) {
    killAtStep = step;
    moment = when;
  }

  void killNoMore() {
    killAtStep = 0;
  }

  /** What is left of this process does not reach the disk any more. */
  void die() {
    dead = true;
  }

  /** What was not on the device is lost: contents are empty, names as they were. */
  void losePower() throws IOException {
    while (!namesNotOnDevice.isEmpty()) {
      Rename last = namesNotOnDevice.removeLast();
      disk.rename(last.to(), last.from());
      if (contentsNotOnDevice.remove(last.to())) {
        contentsNotOnDevice.add(last.from());
      }
    }
    for (Path file : contentsNotOnDevice) {
      disk.write(file, ByteBuffer.allocate(0), false);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void change(Step half, Step whole) throws IOException {
    if (dead) {
      throw new IOException("dead");
    }
    if (readOnly) {
      throw new IOException("Read-only file system");
    }
    if (killAtStep > 0 && --killAtStep == 0) {
      switch (moment) {
        case BEFORE -> {}
        case HALFWAY -> half.run();
        case AFTER -> whole.run();
      }
      dead = true;
      throw new Killed();
    }
    whole.run();
  }

  private void change(Step whole) throws IOException {
    change(() -> {}, whole);
  }

  @Override
  public void folder(Path dir) throws IOException {
    disk.folder(dir);
  }

  @Override
  public List<Listed> list(Path dir) throws IOException {
    return disk.list(dir);
  }

  @Override
  public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
    Step half =
        () -> {
          disk.write(file, content.duplicate().limit(content.limit() / 2), fsync);
          contentsNotOnDevice.add(file);
        };
    change(
        half,
        () -> {
          if (full) {
            half.run();
            throw new IOException("No space left on device");
          }
          disk.write(file, content, fsync);
          if (fsync) {
            contentsNotOnDevice.remove(file);
          } else {
            contentsNotOnDevice.add(file);
          }
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change(
        () -> {
          disk.rename(from, to);
          // What was put aside may come back as well, but then it is only looked at once more.
          if (from.getParent().equals(to.getParent())) {
            namesNotOnDevice.add(new Rename(from, to));
          }
          if (contentsNotOnDevice.remove(from)) {
            contentsNotOnDevice.add(to);
          }
        });
  }

  @Override
  public void syncFolder(Path dir) {
    namesNotOnDevice.removeIf(name -> name.to().getParent().equals(dir));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return disk.read(file);
  }

  @Override
  public void delete(Path file) throws IOException {
    change(
        () -> {
          disk.delete(file);
          contentsNotOnDevice.remove(file);
          namesNotOnDevice.removeIf(name -> name.to().equals(file));
        });
  }
}
