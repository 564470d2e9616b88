package dev.telltale.collector;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where this project's files are: configurations, pinned builds, dashboards. */
public record Checkout(Path root) {
  private static final String MARK = "otel-collector/builder.yaml";

  /**
   * The folder named by the system property {@code telltale.home} (the launchers in tools/ set it),
   * else the nearest folder above the working directory that has our Collector's manifest.
   */
  public static Checkout find() {
    String home = System.getProperty("telltale.home");
    if (home != null) {
      return new Checkout(Path.of(home).toAbsolutePath().normalize());
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(MARK))) {
        return new Checkout(folder);
      }
    }
    throw new IllegalStateException(
        start + ": expected a folder of the Telltale checkout, found no " + MARK);
  }

  public Path file(String relative) {
    return root.resolve(relative);
  }
}
