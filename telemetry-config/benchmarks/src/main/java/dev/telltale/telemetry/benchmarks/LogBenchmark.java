package dev.telltale.telemetry.benchmarks;

import dev.telltale.telemetry.ServiceIdentity;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.config.ConfigException;
import dev.telltale.telemetry.config.TelemetryConfig;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log statement with two fields, as a JSON line with the same nine fields on either side: to
 * standard output, which is thrown away, and, where the side is a {@code _file}, also to a file on
 * disk that is rotated at the same size. Each line is handed to the system before the statement
 * returns; none is synced.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {
  /** {@code plain} is logback with logstash-logback-encoder. */
  @Param({"plain", "telltale", "plain_file", "telltale_file"})
  public String side = "";

  private Folder folder;
  private PrintStream before;
  private PrintStream nowhere;
  private @Nullable Telemetry telemetry;
  private Logger log;

  @Setup
  public void start() throws IOException {
    folder = Folder.create();
    before = System.out;
    nowhere = new PrintStream(new FileOutputStream("/dev/null"), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    Path file = side.endsWith("_file") ? folder.path().resolve("lines.jsonl") : null;
    if (side.startsWith("plain")) {
      PlainLogback.start(file);
    } else {
      telemetry = telltale(file);
    }
    log = LoggerFactory.getLogger(LogBenchmark.class);
  }

  private Telemetry telltale(@Nullable Path file) throws IOException {
    Path config = folder.path().resolve("config.toml");
    String written =
        """
        [telemetry.logs]
        file = "%s"
        max_file_bytes = "%sMiB"
        max_total_bytes = "%sMiB"
        """
            .formatted(file, PlainLogback.FILE_MIB, PlainLogback.FILES * PlainLogback.FILE_MIB);
    Files.writeString(config, file == null ? "" : written);
    try {
      return Telemetry.start(TelemetryConfig.load(config), new ServiceIdentity("benchmark", "1"));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  @TearDown
  public void stop() {
    if (telemetry != null) {
      var unused = telemetry.close(Duration.ofSeconds(3));
    }
    PlainLogback.stop();
    System.setOut(before);
    nowhere.close();
    folder.close();
  }

  @Benchmark
  public void line() {
    log.atInfo()
        .addKeyValue("operation_id", "0f8fad5b-d9cb-469f-a165-70867728950e")
        .addKeyValue("items", 3)
        .log("collection published");
  }
}
