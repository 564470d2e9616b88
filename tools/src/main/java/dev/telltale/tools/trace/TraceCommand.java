package dev.telltale.tools.trace;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.StackEnv;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code telltale trace}: follows one request through all nodes. */
@Command(
    name = "trace",
    description = "Shows one request on all nodes: spans as a waterfall, log lines below each.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TraceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "TRACE_ID|UAL",
      description = "A trace id, or a UAL: its publish, else the newest request about it.")
  private @Nullable String what;

  @Option(names = "--last", description = "The newest request to a node.")
  private boolean last;

  @Option(
      names = "--tempo",
      paramLabel = "URL",
      description = "Asked first for spans; default from stack.env.")
  private @Nullable URI tempo;

  @Option(
      names = "--loki",
      paramLabel = "URL",
      description = "Asked first for log lines; default from stack.env.")
  private @Nullable URI loki;

  @Option(
      names = "--trace-file",
      paramLabel = "FILE",
      description = "The Collector's file of spans; default from stack.env.")
  private @Nullable Path traceFile;

  @Option(
      names = "--logs",
      paramLabel = "PATTERN",
      description = "The nodes' log files; default from stack.env.")
  private @Nullable String logs;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Columns of the page; default: the terminal's, or 100.")
  private @Nullable Integer width;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Spans at most; default ${DEFAULT-VALUE}.",
      defaultValue = "200")
  private int limit;

  @Override
  public Integer call() throws IOException {
    TraceFinder finder = new TraceFinder(sources());
    FoundTrace trace = find(finder);
    Palette palette = Ansi.AUTO.enabled() ? Palette.COLOURED : Palette.PLAIN;
    new Waterfall(pageWidth(), limit, palette).print(trace, spec.commandLine().getOut());
    return 0;
  }

  private FoundTrace find(TraceFinder finder) throws IOException {
    if (last && what == null) return finder.newest();
    if (last || what == null) throw wrong("expected a trace id, a UAL or --last, and one of them");
    if (what.startsWith("did:")) return finder.about(what);
    if (TraceId.is(what)) return finder.byId(TraceId.full(what));
    throw wrong("expected a trace id (up to 32 hex digits) or a UAL (did:dkg:…), found " + what);
  }

  private TelemetrySources sources() throws IOException {
    TelemetrySources usual = TelemetrySources.of(StackEnv.read(Checkout.find(), System.getenv()));
    return new TelemetrySources(
        tempo == null ? usual.tempo() : tempo,
        loki == null ? usual.loki() : loki,
        traceFile == null ? usual.traceFile() : traceFile,
        logs == null ? usual.logs() : logs);
  }

  private int pageWidth() {
    if (width != null) return Math.max(60, width);
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("\\d{2,4}")
        ? Math.max(60, Integer.parseInt(columns))
        : Waterfall.DEFAULT_WIDTH;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
