package dev.telltale.telemetry.benchmarks;

import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many spans a second arrive at a collector that is up, by the spool and without it. */
final class Throughput {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final PrintStream out;
  private final Effort effort;

  Throughput(PrintStream out, Effort effort) {
    this.out = out;
    this.effort = effort;
  }

  void run() throws IOException {
    Table table = new Table(out, "protocol", "stock exporter spans/s", "telltale spans/s", "ratio");
    for (boolean grpc : List.of(true, false)) {
      try (Folder folder = Folder.create();
          Receiver receiver = Receiver.start(grpc, folder.path());
          Candidate plain = Candidate.start("plain", receiver.endpoint(), grpc, folder.path());
          Candidate ours = Candidate.start("telltale", receiver.endpoint(), grpc, folder.path())) {
        List<Double> theirRates = new ArrayList<>();
        List<Double> ourRates = new ArrayList<>();
        for (int round = 0; round <= effort.rounds(); round++) {
          double theirRate = window(plain, receiver);
          double ourRate = window(ours, receiver);
          if (round > 0) { // the first is for the compiler
            theirRates.add(theirRate);
            ourRates.add(ourRate);
          }
        }
        double theirs = Medians.of(theirRates);
        double own = Medians.of(ourRates);
        table.row(
            grpc ? "gRPC" : "HTTP",
            Table.number(theirs),
            Table.number(own),
            Table.ratio(own / theirs));
      }
    }
  }

  private double window(Candidate candidate, Receiver receiver) {
    Tracer tracer = candidate.openTelemetry().getTracer("benchmark");
    int spans = effort.items() / 10;
    long all = receiver.spans() + spans;
    long started = System.nanoTime();
    Emitter.whileTheyArrive(tracer, spans, receiver::spans);
    receiver.await(all, LIMIT);
    return spans * 1e9 / (System.nanoTime() - started);
  }
}
