package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file system of limited size that can be filled up. Needs root; the launcher's mount namespace
 * keeps it from everyone else.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  public static SmallDisk mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    Shell.run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "chaos", folder.toString());
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Takes all the room that is left. */
  public void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out =
        Files.newOutputStream(filler(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (folder.toFile().getUsableSpace() > 0) out.write(block);
    } catch (IOException e) {
      if (folder.toFile().getUsableSpace() > 0) throw e;
    }
  }

  /** Gives it back. */
  public void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  /** Nothing can be written to it any more. What is open stays open, so this is laid over it. */
  public void readOnly() throws IOException {
    Shell.run("mount", "--bind", folder.toString(), folder.toString());
    Shell.run("mount", "-o", "remount,bind,ro", folder.toString());
  }

  /** As before {@link #readOnly}. */
  public void writable() throws IOException {
    Shell.run("umount", "-l", folder.toString());
  }

  /** How many files it has room for; at least as many as there are. */
  public void files(int most) throws IOException {
    int there = Shell.run("find", folder.toString()).split("\n", -1).length;
    Shell.run("mount", "-o", "remount,nr_inodes=" + Math.max(most, there + 2), folder.toString());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** To be closed after the processes that have files here. */
  @Override
  public void close() throws IOException {
    Shell.run("umount", "-l", folder.toString());
  }
}
