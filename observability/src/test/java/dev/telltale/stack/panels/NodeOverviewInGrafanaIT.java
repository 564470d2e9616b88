package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.stack.StackServer;
import dev.telltale.stack.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped dashboard in a real Grafana, looked at with a real browser. */
class NodeOverviewInGrafanaIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 2600; // every panel is in sight, or Grafana would not load it
  private static final Path SCREENSHOT = Path.of("target/node-overview.png");

  @TempDir static Path folder;
  private static TestServers servers;
  private static GrafanaPage grafana;
  private static Instant afterwards;

  @BeforeAll
  static void aBusyAndAnIdleNode() throws IOException {
    servers = new TestServers(folder, true);
    for (StackServer server : StackServer.values()) servers.program(server);
    // Only here: nobody has to sign in, and may follow links into Explore.
    servers.with("GF_AUTH_ANONYMOUS_ENABLED", "true").with("GF_AUTH_ANONYMOUS_ORG_ROLE", "Editor");
    Browser browser = Browser.start(folder, WIDTH, HEIGHT);
    grafana = new GrafanaPage(browser);
    for (StackServer server : StackServer.values()) servers.start(server);
    // What the Collector says about itself has to be there before the range that is looked at ends.
    await().atMost(LIMIT).until(NodeOverviewInGrafanaIT::collectorWasScraped);
    afterwards =
        new History(TelemetryRoute.into(servers))
            .of("amber", Days.BUSY)
            .of("basalt", Days.IDLE)
            .tell(Duration.ofMinutes(10));
  }

  @AfterAll
  static void end() throws IOException {
    if (grafana != null) grafana.close();
    if (servers != null) servers.close();
  }

  @Test
  void afterAWorkload_noPanelIsEmptyOrInError() throws IOException {
    grafana.open(dashboard(".%2B"));
    assertNoPanelIsEmptyOrInError();
    grafana.screenshot(SCREENSHOT);
  }

  @Test
  void onAnIdleNode_noPanelIsEmptyOrInError() throws IOException {
    grafana.open(dashboard("basalt"));
    assertNoPanelIsEmptyOrInError();

    assertThat(grafana.text("Error ratio")).contains("no commands in this range");
    assertThat(grafana.text("Latency p95 by command")).contains("no commands in this range");
  }

  @Test
  void aNodeThatNobodyHas_isSeenToBeEmpty() throws IOException {
    grafana.open(dashboard("nobody"));

    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(grafana.complaints())
                    .contains(
                        "Commands by kind and outcome: no metrics of the chosen nodes arrive:"
                            + " see Collector and Newest metrics"));
  }

  @Test
  void anExemplarOpensItsTrace_theTraceItsLogs_aLogLineItsTrace() throws IOException {
    grafana.open(dashboard("amber"));
    await().atMost(LIMIT).until(grafana::clickAnExemplar);
    URI toTrace = grafana.awaitLink("Open the trace", LIMIT);
    String traceId = grafana.traceIdIn(toTrace);

    grafana.open(servers.url(StackServer.GRAFANA).resolve(toTrace));
    URI toLogs = grafana.awaitLink("Explore the logs", LIMIT);
    assertThat(grafana.text()).contains("command.ingest", traceId);

    grafana.open(servers.url(StackServer.GRAFANA).resolve(toLogs));
    await().atMost(LIMIT).until(grafana::clickALogLine);
    URI back = grafana.awaitLink("Open the trace", LIMIT);
    assertThat(grafana.text()).containsPattern("command \\w+ (completed|failed)");
    assertThat(grafana.traceIdIn(back)).isEqualTo(traceId);
  }

  private static boolean collectorWasScraped() throws QueryException {
    QueryServer prometheus = new QueryServer(servers.url(StackServer.PROMETHEUS));
    Map<String, String> question = Map.of("query", "up{job=\"otel-collector\"} == 1");
    return !prometheus.ask("/api/v1/query", question).at("/result/0").isMissingNode();
  }

  private static URI dashboard(String node) {
    return servers
        .url(StackServer.GRAFANA)
        .resolve(
            "/d/node-overview?kiosk&theme=dark&from=%d&to=%d&var-instance=%s"
                .formatted(
                    afterwards.minus(Duration.ofMinutes(12)).toEpochMilli(),
                    afterwards.toEpochMilli(),
                    node));
  }

  private static void assertNoPanelIsEmptyOrInError() {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(grafana.complaints()).isEmpty());
  }
}
