package dev.telltale.telemetry.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
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

/** A log statement with two fields, as a JSON line to standard output, which is thrown away. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {
  /** {@code plain} is logback with logstash-logback-encoder as they come. */
  @Param({"plain", "telltale"})
  public String side = "";

  private Folder folder;
  private PrintStream before;
  private PrintStream nowhere;
  private Candidate candidate;
  private Logger log;

  @Setup
  public void start() throws IOException {
    folder = Folder.create();
    before = System.out;
    nowhere = new PrintStream(new FileOutputStream("/dev/null"), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    candidate = Candidate.start(side, null, true, folder.path());
    if (side.equals("plain")) {
      plain();
    }
    log = LoggerFactory.getLogger(LogBenchmark.class);
  }

  private static void plain() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    encoder.setCustomFields(
        "{\"service.name\":\"telltale\",\"service.instance.id\":\"benchmark\"}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
  }

  @TearDown
  public void stop() {
    candidate.close();
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
