package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.Naive;
import dev.telltale.tools.chaos.bench.PacketDrop;
import dev.telltale.tools.chaos.oracle.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** All cases, in the order of the matrix. */
public final class Cases {
  private static final List<ChaosCase> ALL = matrix();

  private Cases() {}

  private static List<ChaosCase> matrix() {
    List<ChaosCase> all = new ArrayList<>();
    all.addAll(outages());
    all.addAll(WrongAnswers.all());
    all.add(new SpansRejected());
    all.add(new ExpiredToken("A15", true));
    all.add(new ExpiredToken("A16", false));
    all.add(new LogsRotate());
    all.addAll(BackendKilled.all());
    all.addAll(crashes());
    all.addAll(ExportHarassed.all());
    all.add(new NodeOutOfMemory());
    all.add(new QueueDamaged());
    all.addAll(ClockSteps.all());
    all.addAll(resources());
    all.addAll(network());
    all.add(new FiveTimesTheLoad());
    all.add(new ManyLabels());
    all.add(new WrongConfiguration());
    all.add(new TelemetryOff());
    all.add(new BackendAbsent());
    all.sort(MatrixOrder.BY_ID);
    return Collections.unmodifiableList(all);
  }

  private static List<ChaosCase> outages() {
    return List.of(
        CollectorKilled.spansPushed(),
        CollectorKilled.everythingPushed(),
        new CollectorHung(),
        new SpoolCap(),
        BackendAway.tracesAndLogs(),
        BackendAway.longerThanRetriesLast(),
        new CollectorRestarts(
            "A10",
            "Collector killed every 5 s, 36 times, backends away half of the time",
            36,
            Duration.ofSeconds(5),
            true,
            new Promise(false, 0.05, 0),
            Naive.QUEUES_IN_MEMORY),
        BackendAway.prometheus(),
        BackendAway.lokiWhileRotating());
  }

  private static List<ChaosCase> crashes() {
    return List.of(
        new NodeKilled("B1", 5),
        new NodeKilled("B1x100", 100),
        NodeStopped.collectorUp(),
        NodeStopped.collectorDown(),
        new CollectorRestarts(
            "B4",
            "Collector killed 50 times, backends away half of the time",
            50,
            Duration.ofSeconds(3),
            true,
            new Promise(false, 0.02, 0),
            Naive.QUEUES_IN_MEMORY),
        new CollectorRestarts(
            "B5",
            "Collector stopped (SIGTERM) 20 times",
            20,
            Duration.ofSeconds(3),
            false,
            Promise.EVERYTHING,
            Naive.TAILS_BY_DEFAULT));
  }

  private static List<ChaosCase> resources() {
    return List.of(
        new SpoolDiskFull(),
        new LogDiskFull(),
        new CollectorDiskFull(),
        SpoolReadOnly.readOnly(),
        SpoolReadOnly.noInodes(),
        NodeStarved.paused(),
        NodeStarved.throttled());
  }

  private static List<ChaosCase> network() {
    List<ChaosCase> all = new ArrayList<>(SpoiledLine.all());
    all.addAll(NamesChange.all());
    all.addAll(WrongTls.all());
    all.add(
        new PacketsDropped(
            "D1",
            "all packets dropped for 60 s",
            port -> PacketDrop.on(port, 100),
            Promise.EVERYTHING));
    // Some twenty connections end in a minute, each with an answer on it.
    all.add(
        new PacketsDropped(
            "D2",
            "one in 100 packets reset for 60 s",
            port -> PacketDrop.resets(port, 1),
            new Promise(false, 0.02, 0)));
    all.add(
        new PacketsDropped(
            "D3a",
            "10 % of packets dropped for 60 s",
            port -> PacketDrop.on(port, 10),
            Promise.EVERYTHING));
    all.add(
        new PacketsDropped(
            "D3b",
            "30 % of packets dropped for 60 s",
            port -> PacketDrop.on(port, 30),
            Promise.EVERYTHING));
    return all;
  }

  public static List<ChaosCase> all() {
    return ALL;
  }

  public static List<ChaosCase> quick() {
    return ALL.stream().filter(ChaosCase::quick).toList();
  }

  public static Optional<ChaosCase> byId(String id) {
    return ALL.stream().filter(one -> one.id().equalsIgnoreCase(id)).findFirst();
  }
}
