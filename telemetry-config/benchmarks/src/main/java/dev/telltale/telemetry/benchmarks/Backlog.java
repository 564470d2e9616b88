package dev.telltale.telemetry.benchmarks;

import dev.telltale.telemetry.LedgerCounts;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a collector that was down leaves behind: how large it is, and how fast it is gone again. */
final class Backlog {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int TURNS = 3;

  private final PrintStream out;
  private final Effort effort;

  Backlog(PrintStream out, Effort effort) {
    this.out = out;
    this.effort = effort;
  }

  /** From the start of the process that finds the backlog to the last span that arrived. */
  void drain() throws IOException {
    Table table = new Table(out, "protocol", "backlog, spans", "drained, spans/s", "dropped");
    for (boolean grpc : List.of(true, false)) {
      List<Double> rates = new ArrayList<>();
      long dropped = 0;
      for (int turn = 0; turn < Math.min(TURNS, effort.rounds()); turn++) {
        try (Folder folder = Folder.create()) {
          int port = Receiver.freePort();
          LedgerCounts left = spooled(folder, port, grpc);
          dropped += left.droppedTotal();
          rates.add(drained(folder, port, grpc, left.waiting()));
        }
      }
      table.row(
          grpc ? "gRPC" : "HTTP",
          Table.number(effort.items()),
          Table.number(Medians.of(rates)),
          dropped);
    }
  }

  void bytes() throws IOException {
    Table table = new Table(out, "spans", "bytes on disk", "bytes/span");
    try (Folder folder = Folder.create()) {
      LedgerCounts left = spooled(folder, Receiver.freePort(), true);
      long bytes = requests(folder.path().resolve("spool"));
      table.row(
          Table.number((double) left.waiting()),
          Table.number((double) bytes),
          Table.number(bytes / (double) left.waiting()));
    }
  }

  private LedgerCounts spooled(Folder folder, int port, boolean grpc) throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (Telltale telltale = new Telltale(nobody, grpc, folder.path())) {
      Emitter.throughTheQueue(telltale, effort.items());
      return telltale.closeWithin(Duration.ofSeconds(3));
    }
  }

  private static double drained(Folder folder, int port, boolean grpc, long spans)
      throws IOException {
    try (Receiver receiver = Receiver.start(grpc, port, folder.path(), 0)) {
      long started = System.nanoTime();
      try (Telltale unused = new Telltale(receiver.endpoint(), grpc, folder.path())) {
        receiver.await(spans, LIMIT);
        return spans * 1e9 / (System.nanoTime() - started);
      }
    }
  }

  private static long requests(Path spool) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(spool)) {
      files = all.filter(file -> file.toString().endsWith(".otlp")).toList();
    }
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
