package dev.telltale.node;

/** Which build this is. */
final class Version {
  private Version() {}

  /** From the jar's manifest; {@code dev} when it runs from class files. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
