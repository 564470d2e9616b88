package dev.telltale.tools.chaos;

import dev.telltale.collector.Checkout;
import dev.telltale.tools.chaos.cases.Cases;
import dev.telltale.tools.chaos.cases.ChaosCase;
import dev.telltale.tools.chaos.cases.ChaosCase.Control;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tools/chaos/run}: breaks a telemetry pipeline and proves what was lost. */
@Command(
    name = "chaos",
    description = {
      "Runs a node under load, breaks what is around it, and compares id by id what was emitted",
      "with what came out of the Collector."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ChaosCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "WHAT",
      arity = "1..*",
      description = "quick, full, list, table, or cases such as A1.")
  private List<String> what;

  @Option(names = "--control", description = "Run the naive configuration, which must lose.")
  private boolean control;

  @Option(names = "--resume", description = "Leave out what passed at this commit already.")
  private boolean resume;

  @Option(
      names = "--fault",
      paramLabel = "DURATION",
      description = "Faults last that long at most (5s); the results say so.",
      converter = FaultLength.class)
  private @Nullable Duration shortened;

  @Option(
      names = "--lanes",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many cases run at the same time (default: ${DEFAULT-VALUE}).")
  private int lanes;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where cases keep their files and results (default: ~/.cache/telltale/chaos).")
  private @Nullable Path work;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = work == null ? defaultWork() : work.toAbsolutePath();
    ResultsFile results = new ResultsFile(folder.resolve("results.jsonl"));
    PrintWriter out = spec.commandLine().getOut();
    switch (what.get(0)) {
      case "list" -> Cases.all().forEach(one -> out.println(line(one)));
      case "table" -> out.print(new ResultTable(results.newest()).markdown());
      default -> {
        try (WorkFolder held = WorkFolder.take(folder)) {
          return run(held.path(), results, out);
        }
      }
    }
    out.flush();
    return 0;
  }

  private int run(Path folder, ResultsFile results, PrintWriter out)
      throws IOException, InterruptedException {
    String commit = Commit.of(Checkout.find().root());
    List<Attempt> attempts = new ArrayList<>(wanted());
    if (resume) {
      Map<String, Result> newest = results.newest();
      attempts.removeIf(attempt -> isDone(newest.get(attempt.name()), commit));
    }
    CaseRunner runner = new CaseRunner(folder, commit, shortened, Namespaces.own());
    Schedule schedule =
        new Schedule(
            attempts,
            runner,
            results,
            line -> {
              out.println(line);
              out.flush();
            });
    List<Result> done = schedule.run(Math.min(lanes, Math.max(1, attempts.size())));
    out.println("results: " + results.file());
    out.flush();
    return done.stream().anyMatch(result -> result.verdict().bad()) ? 1 : 0;
  }

  private boolean isDone(@Nullable Result result, String commit) {
    return result != null
        && result.commit().equals(commit)
        && !result.verdict().bad()
        && (shortened != null || !result.shortened());
  }

  private List<Attempt> wanted() {
    return switch (what.get(0)) {
      case "quick" -> set(Cases.quick(), Control.QUICK);
      case "full" -> set(Cases.all(), Control.FULL);
      default -> what.stream().map(id -> new Attempt(known(id), control)).toList();
    };
  }

  private static List<Attempt> set(List<ChaosCase> cases, Control atLeast) {
    List<Attempt> attempts = new ArrayList<>();
    for (ChaosCase one : cases) {
      attempts.add(new Attempt(one, false));
      if (one.control().compareTo(atLeast) >= 0) attempts.add(new Attempt(one, true));
    }
    return attempts;
  }

  private ChaosCase known(String id) {
    ChaosCase found =
        Cases.byId(id)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "WHAT: expected quick, full, list, table or a case, found " + id));
    if (control && found.control() == Control.NONE) {
      throw new ParameterException(
          spec.commandLine(), "--control: expected a case that has one, found " + id);
    }
    return found;
  }

  private static String line(ChaosCase one) {
    return "%-5s %-6s %-9s %s"
        .formatted(
            one.id(),
            one.quick() ? "quick" : "full",
            one.control() == Control.NONE ? "" : "+control",
            one.fault());
  }

  private static Path defaultWork() {
    return Path.of(System.getProperty("user.home"), ".cache", "telltale", "chaos");
  }
}
