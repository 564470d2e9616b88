package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.telltale.stack.StackServer;
import dev.telltale.stack.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped dashboard, asked of a real Prometheus and Loki behind the real Collector. */
class NodeOverviewIT {
  private static final Duration LENGTH = Duration.ofMinutes(14);
  private static final Duration RANGE = Duration.ofMinutes(15);
  private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static TestServers servers;
  private static Instant afterwards;

  @BeforeAll
  static void nodesOfEveryKind() throws IOException {
    servers = new TestServers(folder, false);
    servers.start(StackServer.PROMETHEUS).start(StackServer.LOKI).start(StackServer.COLLECTOR);
    TelemetryRoute route = TelemetryRoute.into(servers);
    afterwards =
        new History(route)
            .of("amber", Days.BUSY)
            .of("basalt", Days.IDLE)
            .of("chalk", Days.STUCK)
            .of("dune", Days.NEVER_SYNCED)
            .of("ember", Days.FAILING)
            .of("flint", Days.IDLE, Duration.ofMinutes(7))
            .tell(LENGTH);
  }

  @AfterAll
  static void end() throws IOException {
    if (servers != null) servers.close();
  }

  @Test
  void afterAWorkload_everyPanelAnswers() {
    assertEveryPanelAnswers("amber");
  }

  @Test
  void onAnIdleNode_everyPanelAnswers() {
    List<PanelReading> readings = assertEveryPanelAnswers("basalt");

    assertThat(words(readings, "Error ratio")).containsExactly("no commands in this range");
    assertThat(words(readings, "Latency p95")).containsExactly("no commands in this range");
    assertThat(legends(readings, "Commands by kind and outcome"))
        .containsExactly("no commands in this range");
  }

  @Test
  void overAllNodes_everyPanelAnswers() {
    assertEveryPanelAnswers(".+");
  }

  @Test
  void progress_tellsIdleFromStuckFromNeverSynced() {
    List<PanelReading> readings = assertEveryPanelAnswers(".+");

    assertThat(reading(readings, "Progress").series())
        .extracting(series -> series.legend() + " " + series.now().text())
        .containsExactlyInAnyOrder(
            "amber working",
            "basalt idle",
            "chalk stuck",
            "dune never synced",
            "ember failing",
            "flint silent");
    assertThat(words(readings, "Last good sync")).containsExactly("a node never synced");
    assertThat(words(readings, "Nodes")).containsExactly("5", "1");
  }

  @Test
  void aNodeThatNobodyHas_isNoAnswer() {
    List<PanelReading> readings = read("nobody");

    assertThat(reading(readings, "Commands by kind and outcome").complaint())
        .isEqualTo(
            "Commands by kind and outcome: NO DATA: no metrics of the chosen nodes arrive:"
                + " see Collector and Newest metrics");
  }

  private static List<PanelReading> assertEveryPanelAnswers(String instances) {
    await()
        .atMost(ARRIVAL_LIMIT)
        .untilAsserted(
            () ->
                assertThat(read(instances))
                    .filteredOn(reading -> !reading.answered())
                    .extracting(PanelReading::complaint)
                    .isEmpty());
    return read(instances);
  }

  private static List<PanelReading> read(String instances) {
    try {
      return Panels.of(NodeOverview.FILE)
          .read(
              new Endpoints(servers.url(StackServer.PROMETHEUS), servers.url(StackServer.LOKI)),
              new Scope(instances, RANGE, afterwards));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static PanelReading reading(List<PanelReading> readings, String title) {
    return readings.stream()
        .filter(reading -> reading.panel().title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> words(List<PanelReading> readings, String title) {
    return reading(readings, title).series().stream().map(s -> s.now().text()).toList();
  }

  private static List<String> legends(List<PanelReading> readings, String title) {
    return reading(readings, title).series().stream().map(SeriesReading::legend).toList();
  }
}
