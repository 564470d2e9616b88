package dev.telltale.tools.chaos.emission;

import dev.telltale.node.Main;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A real node with a thread that gives some counters as many label values as it is told. */
public final class LabelSubject {
  public static final int INSTRUMENTS = 5;
  private static final int PER_SECOND = 20_000;
  private static final AttributeKey<String> LABEL = AttributeKey.stringKey("peer");

  private LabelSubject() {}

  /** The counter's name, without the ending of counters. */
  public static String instrument(int number) {
    return "chaos_labelled_" + number;
  }

  /** Takes the node's TOML file, the emission ledger's file and the number of values. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    EmissionLedger ledger = EmissionLedger.open(Path.of(arguments[1]));
    int values = Integer.parseInt(arguments[2]);
    int code =
        Main.run(
            Path.of(arguments[0]),
            System.getenv(),
            List.of(),
            System.err,
            openTelemetry -> count(openTelemetry, ledger, values));
    if (code != 0) System.exit(code);
  }

  private static Closeable count(OpenTelemetry openTelemetry, EmissionLedger ledger, int values) {
    List<LongCounter> counters =
        IntStream.range(0, INSTRUMENTS)
            .mapToObj(i -> openTelemetry.getMeter("chaos").counterBuilder(instrument(i)).build())
            .toList();
    EmittingThread thread =
        new EmittingThread(
            ledger,
            ledger.claim(ItemKind.SPANS),
            PER_SECOND,
            values,
            id -> {
              Attributes label = Attributes.of(LABEL, "peer-" + id.sequence());
              counters.forEach(counter -> counter.add(1, label));
            });
    thread.start();
    return thread::finish;
  }
}
