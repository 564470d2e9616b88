package dev.telltale.tools.chaos;

/**
 * Whether this process has mounts and a network of its own, which the launcher gives it when root
 * runs it. Then mounts and packet filters are seen by nobody else, and are gone with the last
 * process of a run, however it ends.
 */
final class Namespaces {
  private Namespaces() {}

  static boolean own() {
    return "own".equals(System.getProperty("chaos.namespaces"));
  }
}
