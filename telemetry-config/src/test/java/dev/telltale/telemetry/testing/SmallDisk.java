package dev.telltale.telemetry.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real file system that is soon full: a tmpfs, which only root can mount. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where it can't be mounted. */
  public static SmallDisk of(int bytes, Path in) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(in.resolve("disk"));
    String problem =
        problem("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    assumeTrue(
        problem.isEmpty(), "a tmpfs could not be mounted, which needs Linux and root: " + problem);
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  /** Takes all room there is, but for what is left of the last block of each file. */
  public void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(folder.resolve("filler"))) {
      byte[] block = new byte[4096];
      while (true) {
        filler.write(block);
      }
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      assumeTrue("No space left on device".equals(e.getMessage()), e.getMessage());
    }
  }

  /** Gives the room back. */
  public void empty() throws IOException {
    Files.delete(folder.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    try {
      String problem = problem("umount", "--lazy", folder.toString());
      if (!problem.isEmpty()) {
        throw new IOException("umount: " + problem);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String problem(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? "" : said.isEmpty() ? command[0] + " did not work" : said;
    } catch (IOException e) {
      return e.getMessage(); // no such program
    }
  }
}
