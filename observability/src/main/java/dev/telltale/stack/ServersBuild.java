package dev.telltale.stack;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.CollectorBuild;
import dev.telltale.collector.GoBuild;
import dev.telltale.collector.GoTool;
import dev.telltale.collector.ServerCache;
import dev.telltale.collector.ServerVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds the servers that come as Go modules, those that are not in the cache yet. */
public final class ServersBuild {
  private static final ServerVersion GO_AT_LEAST = ServerVersion.of("1.25");

  private final Map<String, String> environment;
  private final ServerCache cache;
  private final List<Buildable> all;

  /** One program: what it is called in the cache, the Go it needs, and how it gets there. */
  private record Buildable(String cachedName, ServerVersion goNeeded, Recipe recipe) {}

  private interface Recipe {
    void build(GoTool go, Consumer<String> out) throws IOException;
  }

  public ServersBuild(Checkout checkout, Map<String, String> environment) throws IOException {
    this.environment = environment;
    this.cache = ServerCache.fromEnvironment(environment);
    this.all = new ArrayList<>();
    CollectorBuild collector = new CollectorBuild(checkout, cache);
    all.add(new Buildable(collector.cachedName(), collector.goNeeded(), collector::build));
    for (GoBuild build : PinnedBuilds.of(checkout).all()) {
      String name = build.cachedName();
      all.add(
          new Buildable(
              name, build.goNeeded(), (go, out) -> build.compile(go, cache.bin(name), out)));
    }
  }

  /**
   * Builds what is missing and says what it does, line by line.
   *
   * @throws IOException with one sentence that says what this machine lacks, or with what the
   *     compiler said
   */
  public void run(Consumer<String> out) throws IOException {
    Files.createDirectories(cache.bin(""));
    Path lock = cache.bin("build.lock");
    // Two shells that build at once would compile everything twice and be slower than one after the
    // other.
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      long started = System.nanoTime();
      int built = 0;
      for (Buildable program : all) {
        Path target = cache.bin(program.cachedName());
        if (Files.isExecutable(target)) {
          out.accept(program.cachedName() + ": cached");
        } else {
          out.accept(program.cachedName() + ": building");
          program.recipe().build(go(program), out);
          built++;
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
      out.accept(
          built
              + " built, "
              + (all.size() - built)
              + " cached, "
              + seconds
              + " s, in "
              + cache.bin(""));
    }
  }

  private GoTool go(Buildable program) throws IOException {
    Optional<GoTool> found = GoTool.find(environment);
    if (found.isEmpty()) {
      throw new IOException(
          "go: expected Go "
              + GO_AT_LEAST
              + " or newer to build "
              + program.cachedName()
              + ", found none; install it from https://go.dev/dl/ and run tools/stack build again");
    }
    GoTool go = found.get();
    if (go.version().compareTo(GO_AT_LEAST) < 0) {
      throw new IOException(
          "go: expected Go "
              + GO_AT_LEAST
              + " or newer to build "
              + program.cachedName()
              + ", found "
              + go.version()
              + "; install it from https://go.dev/dl/ and run tools/stack build again");
    }
    if (go.version().compareTo(program.goNeeded()) < 0 && !go.fetchesNewerGo()) {
      throw new IOException(
          "go: expected Go "
              + program.goNeeded()
              + " or newer to build "
              + program.cachedName()
              + ", found "
              + go.version()
              + " and GOTOOLCHAIN=local, which keeps it from fetching a newer one");
    }
    return go;
  }
}
