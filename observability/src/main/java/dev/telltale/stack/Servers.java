package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.CollectorBuild;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerCache;
import dev.telltale.collector.ServerLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which server programs this machine has, for one stack.env. */
public final class Servers {
  private final ServerCache cache;
  private final CollectorBuild collector;
  private final PinnedBuilds pinned;
  private final ServerLookup lookup;

  /**
   * The programs for a checkout.
   *
   * @param environment where PATH and the cache's place come from
   * @param passedOver told about each program that has the right name and will not do
   */
  public Servers(
      Checkout checkout, StackEnv env, Map<String, String> environment, Consumer<String> passedOver)
      throws IOException {
    this.cache = ServerCache.fromEnvironment(environment);
    this.collector = new CollectorBuild(checkout, cache);
    this.pinned = PinnedBuilds.of(checkout);
    Map<String, String> names = new HashMap<>(environment);
    names.putAll(env.values());
    this.lookup = new ServerLookup(names, cache, passedOver);
  }

  /** The program of {@code server}, if this machine has one. */
  public Optional<ServerBinary> find(StackServer server) throws IOException {
    return lookup.find(
        server.program(),
        switch (server) {
          case COLLECTOR -> List.of("bin/" + collector.cachedName());
          case PROMETHEUS -> List.of("bin/" + pinned.prometheus().cachedName());
          case LOKI -> List.of("bin/" + pinned.loki().cachedName());
          case TEMPO -> List.of("bin/tempo");
          case GRAFANA -> List.of("grafana/bin/grafana");
        });
  }

  /** All that this machine has, in the order they are started. */
  public Map<StackServer, ServerBinary> found() throws IOException {
    Map<StackServer, ServerBinary> found = new EnumMap<>(StackServer.class);
    for (StackServer server : StackServer.values()) {
      Optional<ServerBinary> binary = find(server);
      if (binary.isPresent()) {
        found.put(server, binary.get());
      }
    }
    return found;
  }

  /** The checking tool of Prometheus, as built beside it. */
  public Optional<Path> promtool() throws IOException {
    return cached(pinned.promtool().cachedName());
  }

  /** The query tool of Loki, as built beside it. */
  public Optional<Path> logcli() throws IOException {
    return cached(pinned.logcli().cachedName());
  }

  private Optional<Path> cached(String name) {
    return Optional.of(cache.bin(name)).filter(Files::isExecutable);
  }
}
