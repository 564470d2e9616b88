package dev.telltale.collector;

import java.nio.file.Path;
import java.util.Map;

/**
 * The folder that keeps built servers between runs: programs in {@code bin}, generated sources in
 * {@code build}.
 */
public record ServerCache(Path dir) {

  /**
   * {@code TELLTALE_CACHE}, else {@code telltale} in {@code XDG_CACHE_HOME}, else {@code
   * ~/.cache/telltale}.
   */
  public static ServerCache fromEnvironment(Map<String, String> environment) {
    String own = environment.getOrDefault("TELLTALE_CACHE", "");
    if (!own.isBlank()) {
      return new ServerCache(Path.of(own).toAbsolutePath());
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path parent =
        shared.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    return new ServerCache(parent.resolve("telltale").toAbsolutePath());
  }

  public Path bin(String name) {
    return dir.resolve("bin").resolve(name);
  }

  public Path build(String name) {
    return dir.resolve("build").resolve(name);
  }
}
