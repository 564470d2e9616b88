package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A process with a TLS server of each kind, all in front of the same port of the Collector. */
public final class TlsEnds implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path output;
  private final Map<TlsEnd, Integer> ports = new EnumMap<>(TlsEnd.class);
  private final Certificates certificates;
  private final ChildProcess process;

  private TlsEnds(Path folder, int target) throws IOException {
    output = folder.resolve("tls.out");
    certificates = Certificates.make(folder);
    List<String> arguments = new ArrayList<>(List.of(certificates.keys().toString()));
    arguments.add(Integer.toString(target));
    for (TlsEnd end : TlsEnd.values()) {
      ports.put(end, CasePorts.take());
      arguments.add(end + "=" + ports.get(end));
    }
    process =
        ChildProcess.start(
            JavaLaunch.of(TlsEndsMain.class, output, arguments.toArray(String[]::new)));
  }

  /** Starts them in a folder of their own and waits until all of them listen. */
  public static TlsEnds start(Path folder, int target) throws IOException {
    TlsEnds ends = new TlsEnds(folder, target);
    boolean ready = Waiting.until(READY, () -> ends.said(TlsEndsMain.READY) || !ends.alive());
    if (!ready || !ends.alive()) {
      ends.close();
      throw new IOException(ends.output + ": expected all to listen, found that they did not");
    }
    return ends;
  }

  public Certificates certificates() {
    return certificates;
  }

  public int port(TlsEnd end) {
    return ports.getOrDefault(end, 0);
  }

  /** Whether a client trusted that one and sent it something. */
  public boolean tookData(TlsEnd end) throws IOException {
    return said(TlsEndsMain.tookData(end));
  }

  private boolean said(String line) throws IOException {
    return Files.exists(output) && Files.readAllLines(output).contains(line);
  }

  private boolean alive() {
    return process.alive();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
