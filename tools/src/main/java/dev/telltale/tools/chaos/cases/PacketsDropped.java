package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.PacketDrop;
import dev.telltale.tools.chaos.bench.Route;
import dev.telltale.tools.chaos.bench.Settling;
import dev.telltale.tools.chaos.bench.Setup;
import dev.telltale.tools.chaos.oracle.Promise;
import java.io.IOException;
import java.time.Duration;

/** D1 and its kin: packets between node and Collector are dropped, all of them or some. */
final class PacketsDropped implements ChaosCase {
  private static final Duration DROPPING = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final String id;
  private final String fault;
  private final Begin begin;
  private final Promise promise;

  /** How the packets are dropped. */
  interface Begin {
    PacketDrop on(int port) throws IOException;
  }

  PacketsDropped(String id, String fault, Begin begin, Promise promise) {
    this.id = id;
    this.fault = fault;
    this.begin = begin;
    this.promise = promise;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public boolean quick() {
    return id.equals("D1");
  }

  @Override
  public Control control() {
    return Control.FULL;
  }

  @Override
  public boolean needsRoot() {
    return true;
  }

  @Override
  public int seconds() {
    return 105;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (Route route = Route.in(run, Setup.L1)) {
      route.start();
      route.fault(fault);
      PacketDrop drop = begin.on(route.collector().grpcPort());
      try (drop) {
        route.last(DROPPING);
      }
      route.over();
      route.last(AFTER);
      Settling.of(route, promise).settle();
    }
  }
}
