package dev.telltale.tools;

import dev.telltale.collector.Checkout;
import dev.telltale.stack.StackEnv;
import dev.telltale.stack.StackServer;
import dev.telltale.stack.panels.Endpoints;
import dev.telltale.stack.panels.PanelReading;
import dev.telltale.stack.panels.Panels;
import dev.telltale.stack.panels.PanelsText;
import dev.telltale.stack.panels.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tools/stack panels}: the dashboard for machines where no Grafana is. */
@Command(
    name = "panels",
    mixinStandardHelpOptions = true,
    description = {
      "Runs every query of the dashboard Node Overview and prints what its panels show.",
      "Exit code 1 when a panel has no answer."
    })
public final class PanelsCommand implements Callable<Integer> {
  private static final String DASHBOARD = "observability/grafana/dashboards/node-overview.json";

  @Option(names = "--prometheus", paramLabel = "URL", description = "Default: as in stack.env.")
  private @Nullable URI prometheus;

  @Option(names = "--loki", paramLabel = "URL", description = "Default: as in stack.env.")
  private @Nullable URI loki;

  @Option(names = "--dashboard", paramLabel = "FILE", description = "Default: " + DASHBOARD)
  private @Nullable Path dashboard;

  @Option(
      names = "--instance",
      paramLabel = "REGEX",
      defaultValue = ".+",
      description = "Only nodes with such a name.")
  private String instance = ".+";

  @Option(
      names = "--range",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "How far to look back. Default: ${DEFAULT-VALUE}.")
  private int minutes = 15;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Checkout checkout = Checkout.find();
      Panels panels = Panels.of(dashboard != null ? dashboard : checkout.file(DASHBOARD));
      Endpoints endpoints = endpoints(checkout);
      Scope scope = new Scope(instance, Duration.ofMinutes(Math.max(1, minutes)), Instant.now());
      out.println(
          "%s, the last %d min, from %s and %s"
              .formatted(
                  panels.dashboard().title(), minutes, endpoints.prometheus(), endpoints.loki()));
      out.println();
      List<PanelReading> readings = panels.read(endpoints, scope);
      PanelsText text = new PanelsText(Ansi.AUTO.enabled(), ZoneId.systemDefault());
      text.lines(readings).forEach(out::println);
      long unanswered = readings.stream().filter(reading -> !reading.answered()).count();
      out.println();
      out.println(
          unanswered == 0
              ? "all " + readings.size() + " panels have an answer"
              : unanswered + " of " + readings.size() + " panels have no answer");
      return unanswered == 0 ? 0 : 1;
    } catch (IOException e) {
      spec.commandLine().getErr().println("stack panels: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private Endpoints endpoints(Checkout checkout) throws IOException {
    URI ofPrometheus = prometheus;
    URI ofLoki = loki;
    if (ofPrometheus == null || ofLoki == null) {
      StackEnv env = StackEnv.read(checkout, System.getenv());
      if (ofPrometheus == null) ofPrometheus = StackServer.PROMETHEUS.url(env);
      if (ofLoki == null) ofLoki = StackServer.LOKI.url(env);
    }
    return new Endpoints(ofPrometheus, ofLoki);
  }
}
