package dev.telltale.node.triplestore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while the store is open, and so after a crash.
 *
 * <p>RDF4J's store writes its trees in place: a kill between two pages leaves a tree that answers
 * wrongly or not at all. All of it can be had from the log; so after a crash it starts empty.
 */
final class OpenMark {
  private static final Logger log = LoggerFactory.getLogger(OpenMark.class);

  private final Path file;

  private OpenMark(Path file) {
    this.file = file;
  }

  /** Sets the mark for {@code directory}; deletes the directory when the mark is there already. */
  static OpenMark set(Path directory) throws IOException {
    Path file = directory.resolveSibling(directory.getFileName() + ".open");
    Files.createDirectories(directory.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      log.atInfo().log(
          "triple store: {} was not closed by the last process; it starts empty", directory);
      delete(directory);
    } else {
      try (FileChannel mark =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        mark.force(true);
      }
    }
    return new OpenMark(file);
  }

  void remove() throws IOException {
    Files.delete(file);
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }
}
