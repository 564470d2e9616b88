package dev.telltale.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Tells the Collector which nodes' /metrics to read: one small file a node, noticed without a
 * restart.
 */
public final class ScrapeTargets {
  private final Path folder;

  /** The folder of {@code SCRAPE_TARGETS}. */
  public ScrapeTargets(StackEnv env) {
    Path pattern = env.path("SCRAPE_TARGETS");
    this.folder = pattern.toAbsolutePath().resolveSibling("");
  }

  /**
   * Adds or moves a node.
   *
   * @param service the service's name, which becomes the label job
   * @param node the node's name, which becomes the label instance
   * @param address host:port of its /metrics
   */
  public void add(String service, String node, String address) throws IOException {
    String text =
        "[{\"targets\": [\"%s\"], \"labels\": {\"job\": \"%s\", \"instance\": \"%s\"}}]%n"
            .formatted(quoted(address), quoted(service), quoted(node));
    Files.createDirectories(folder);
    Path unfinished = Files.writeString(folder.resolve(fileName(node) + ".unfinished"), text);
    Files.move(
        unfinished,
        folder.resolve(fileName(node) + ".json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The Collector stops to read that node's /metrics. */
  public void remove(String node) throws IOException {
    Files.deleteIfExists(folder.resolve(fileName(node) + ".json"));
  }

  private static String fileName(String node) {
    return node.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
