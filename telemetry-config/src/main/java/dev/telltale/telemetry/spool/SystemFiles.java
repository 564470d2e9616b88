package dev.telltale.telemetry.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.telltale.telemetry.ledger.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The file system of this machine. */
final class SystemFiles implements FileSteps {
  private static final FileAttribute<?>[] PRIVATE = OwnerOnly.attributes(OwnerOnly.FILE);
  private static final Set<OpenOption> ANEW = Set.of(CREATE, TRUNCATE_EXISTING, WRITE);

  @Override
  public void folder(Path dir) throws IOException {
    OwnerOnly.folder(dir);
  }

  @Override
  public List<Listed> list(Path dir) throws IOException {
    List<Listed> listed = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        listed.add(new Listed(file.getFileName().toString(), Files.size(file)));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return listed;
  }

  @Override
  public void write(Path file, ByteBuffer content, boolean fsync) throws IOException {
    Uninterrupted.run(
        () -> {
          ByteBuffer rest = content.duplicate();
          try (FileChannel channel = FileChannel.open(file, ANEW, PRIVATE)) {
            while (rest.hasRemaining()) {
              channel.write(rest);
            }
            if (fsync) {
              channel.force(false);
            }
          }
          return file;
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void syncFolder(Path dir) throws IOException {
    Uninterrupted.run(
        () -> {
          try (FileChannel channel = FileChannel.open(dir, READ)) {
            channel.force(true);
          }
          return dir;
        });
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Uninterrupted.run(() -> Files.readAllBytes(file));
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
