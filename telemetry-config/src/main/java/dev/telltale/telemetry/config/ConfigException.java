package dev.telltale.telemetry.config;

import java.util.List;

/**
 * The operator's file, command line or environment is wrong: everything that is, one problem each.
 *
 * <p>A program that gets it prints {@link #problems()} and exits with {@link #EXIT_CODE}.
 */
public final class ConfigException extends Exception {
  /** What a program exits with, {@code EX_CONFIG} of sysexits.h: restarting it changes nothing. */
  public static final int EXIT_CODE = 78;

  private final List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /**
   * {@code where: key: expected …, found …}, in the order of the file, then of the environment and
   * the command line; never a secret.
   */
  public List<String> problems() {
    return problems;
  }
}
