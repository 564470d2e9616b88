package dev.telltale.collector;

import java.util.List;

/**
 * A server this project knows how to run.
 *
 * @param name what it is called in messages, logs and the cache
 * @param variable the variable that names the operator's own binary
 * @param fileNames what its binary may be called on the PATH
 * @param versionWords the words before the version in what {@code --version} prints; they tell it
 *     from another program that has the same name
 * @param atLeast the oldest version our configuration is written for
 * @param howToGet one sentence for an operator who lacks it
 */
public record ServerProgram(
    String name,
    String variable,
    List<String> fileNames,
    List<String> versionWords,
    ServerVersion atLeast,
    String howToGet) {

  /** Our own Collector; the contrib distribution runs the same configuration. */
  public static final ServerProgram COLLECTOR =
      new ServerProgram(
          "otelcol-telltale",
          "COLLECTOR_BIN",
          List.of("otelcol-telltale", "otelcol-contrib"),
          List.of("otelcol-telltale version", "otelcol-contrib version"),
          ServerVersion.of("0.159"),
          "run tools/stack build");
}
