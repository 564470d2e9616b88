package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.Rates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is different from a node that sends everything straight to the Collector on L1.
 *
 * @param rates spans and log lines per second
 * @param commandsPerSecond requests to the node's API
 * @param traced whether the commands' own spans are recorded
 * @param endpoint where traces go, null for the Collector's gRPC port
 * @param protocol "grpc" or "http/protobuf"
 * @param spool the spool's folder, null for its default
 * @param pushed whether metrics and log lines are pushed by OTLP, and not scraped and tailed
 * @param sets further keys of the node's configuration: {@code key=value}
 * @param behind a command that becomes the process under test, whose own follows: {@code env A=B}
 */
public record Setup(
    Rates rates,
    int commandsPerSecond,
    boolean traced,
    @Nullable URI endpoint,
    String protocol,
    @Nullable Path spool,
    boolean pushed,
    List<String> sets,
    List<String> behind) {

  /** 2,000 spans, 500 log lines and 200 commands a second. */
  public static final Setup L1 =
      new Setup(Rates.L1, 200, true, null, "grpc", null, false, List.of(), List.of());

  public Setup at(Rates other) {
    return new Setup(
        other, commandsPerSecond, traced, endpoint, protocol, spool, pushed, sets, behind);
  }

  public Setup commands(int perSecond, boolean recorded) {
    return new Setup(rates, perSecond, recorded, endpoint, protocol, spool, pushed, sets, behind);
  }

  public Setup to(URI other, String by) {
    return new Setup(rates, commandsPerSecond, traced, other, by, spool, pushed, sets, behind);
  }

  public Setup spoolIn(Path folder) {
    return new Setup(
        rates, commandsPerSecond, traced, endpoint, protocol, folder, pushed, sets, behind);
  }

  public Setup everythingPushed() {
    return new Setup(
        rates, commandsPerSecond, traced, endpoint, protocol, spool, true, sets, behind);
  }

  /** With these keys as well: {@code telemetry.spool.max_bytes=1048576}. */
  public Setup with(String... others) {
    return new Setup(
        rates,
        commandsPerSecond,
        traced,
        endpoint,
        protocol,
        spool,
        pushed,
        Stream.concat(sets.stream(), Stream.of(others)).toList(),
        behind);
  }

  /** Started behind a command that becomes it in the end. */
  public Setup behind(String... command) {
    return new Setup(
        rates,
        commandsPerSecond,
        traced,
        endpoint,
        protocol,
        spool,
        pushed,
        sets,
        List.of(command));
  }
}
