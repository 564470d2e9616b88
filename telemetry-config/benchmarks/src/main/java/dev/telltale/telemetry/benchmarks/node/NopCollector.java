package dev.telltale.telemetry.benchmarks.node;

import dev.telltale.collector.Checkout;
import dev.telltale.collector.CollectorBuild;
import dev.telltale.collector.FreePorts;
import dev.telltale.collector.Launch;
import dev.telltale.collector.ServerBinary;
import dev.telltale.collector.ServerCache;
import dev.telltale.collector.ServerLookup;
import dev.telltale.collector.ServerProcess;
import dev.telltale.collector.ServerProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our Collector, which throws away the spans that it receives over gRPC. */
public record NopCollector(ServerProcess process, int port) implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  /** Empty where it is not built. */
  public static Optional<Path> program(Checkout checkout) throws IOException {
    ServerCache cache = ServerCache.fromEnvironment(System.getenv());
    return new ServerLookup(System.getenv(), cache, System.err::println)
        .find(
            ServerProgram.COLLECTOR,
            List.of("bin/" + new CollectorBuild(checkout, cache).cachedName()))
        .map(ServerBinary::path);
  }

  static NopCollector start(Path program, Path folder) throws IOException {
    List<Integer> ports = FreePorts.take(2);
    Path file = folder.resolve("collector.yaml");
    // Our builds have no nop exporter: a file that keeps nothing is one.
    Files.writeString(
        file,
        """
        receivers:
          otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}
        exporters:
          file: {path: /dev/null, format: proto}
        extensions:
          health_check: {endpoint: "127.0.0.1:%d"}
        service:
          extensions: [health_check]
          telemetry: {metrics: {level: none}}
          pipelines:
            traces: {receivers: [otlp], exporters: [file]}
        """
            .formatted(ports.get(0), ports.get(1)));
    ServerProcess process =
        ServerProcess.start(
            new Launch(
                "collector",
                List.of(program.toString(), "--config", file.toString()),
                Map.of(),
                folder.resolve("collector.log")));
    process.awaitReady(URI.create("http://127.0.0.1:" + ports.get(1)), START);
    return new NopCollector(process, ports.get(0));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
