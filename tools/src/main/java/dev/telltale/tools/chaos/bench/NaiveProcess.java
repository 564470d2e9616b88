package dev.telltale.tools.chaos.bench;

import dev.telltale.tools.chaos.emission.EmissionLedger;
import dev.telltale.tools.chaos.emission.NaiveSubject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The negative control: the stock SDK and a stock appender where the node would be. */
public final class NaiveProcess implements Subject {
  private static final String HEADERS = "telemetry.traces.headers_file=";
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path folder;
  private final Path ledger;
  private final Setup setup;
  private final Path logFile;
  private final Naive naive;
  private final URI endpoint;
  private @Nullable ChildProcess process;

  private NaiveProcess(
      Path folder, Path ledger, Setup setup, Path logFile, Naive naive, URI endpoint) {
    this.folder = folder;
    this.ledger = ledger;
    this.setup = setup;
    this.logFile = logFile;
    this.naive = naive;
    this.endpoint = endpoint;
  }

  static NaiveProcess in(
      Path folder, Path ledger, Setup setup, Naive naive, CollectorServer collector)
      throws IOException {
    Files.createDirectories(folder);
    URI endpoint = setup.endpoint();
    return new NaiveProcess(
        folder,
        ledger,
        setup,
        collector.nodeLog("naive.jsonl"),
        naive,
        endpoint == null ? URI.create("http://127.0.0.1:" + collector.grpcPort()) : endpoint);
  }

  @Override
  public void start() throws IOException {
    EmissionLedger emissions = EmissionLedger.open(ledger);
    int before = emissions.emitted().size();
    ChildProcess started =
        ChildProcess.start(
            JavaLaunch.behind(
                setup.behind(), NaiveSubject.class, folder.resolve("naive.out"), told()));
    process = started;
    boolean ready =
        Waiting.until(READY, () -> emissions.emitted().size() > before || !started.alive());
    if (!ready || !started.alive()) {
      throw new IOException(
          folder.resolve("naive.out")
              + ": expected it to begin within 60 s, found that it did not");
    }
  }

  /** What the case says about a node, as far as it can be said of the stock SDK. */
  private String[] told() {
    List<String> told =
        new ArrayList<>(
            List.of(
                "endpoint=" + endpoint,
                "protocol=" + setup.protocol(),
                "ledger=" + ledger,
                "rates=" + setup.rates(),
                "log=" + logFile,
                "pushed=" + setup.pushed()));
    setup.sets().stream()
        .filter(key -> key.startsWith(HEADERS))
        .forEach(key -> told.add("headers=" + key.substring(HEADERS.length())));
    if (!naive.process().isEmpty()) told.add(naive.process());
    return told.toArray(String[]::new);
  }

  @Override
  public ChildProcess process() {
    if (process == null) throw new IllegalStateException("the control was not started");
    return process;
  }

  @Override
  public Path logFile() {
    return logFile;
  }

  @Override
  public @Nullable URI api() {
    return null;
  }

  @Override
  public void close() throws IOException {
    if (process != null) process.close();
  }
}
