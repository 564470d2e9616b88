package dev.telltale.node;

/** Which build this is. */
public final class Version {
  private Version() {}

  /** From the jar's manifest; {@code dev} when it runs from class files. */
  public static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
