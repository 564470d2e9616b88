package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.SignalStatus;
import dev.telltale.telemetry.config.LogFormat;
import dev.telltale.telemetry.config.LogLevel;
import dev.telltale.telemetry.config.LogsConfig;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.SignalWatch;
import dev.telltale.telemetry.watch.StateWords;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Decides what becomes of every log statement in this JVM: a line on standard output and, where a
 * file is given, one there. The latest one started decides; it goes on with standard output after
 * {@link #close}, so that the last words of a service are not lost.
 */
public final class LogLines {
  private static final List<String> NOISY =
      List.of("io.grpc", "io.netty", "io.opentelemetry", "okhttp3", "org.eclipse.jetty");

  /** Says each failed batch, with a stack trace; we say when it starts and when it ends. */
  private static final List<String> SAID_BY_US =
      List.of("io.opentelemetry.exporter.internal", "io.opentelemetry.exporter.otlp");

  private final SignalWatch watch;
  private final @Nullable LogFile file;
  private volatile @Nullable RecordAppender push;

  private LogLines(@Nullable LogFile file, String where, InstantSource clock) {
    this.file = file;
    this.watch =
        new SignalWatch(
            Signal.LOGS,
            where,
            clock,
            System::nanoTime,
            StateWords.WRITTEN,
            () -> lines().notWritten());
    if (file != null) {
      file.watchedBy(watch);
    }
  }

  public static LogLines start(
      LogsConfig config,
      String serviceName,
      String instanceId,
      Backoff backoff,
      InstantSource clock) {
    ILoggerFactory bound = LoggerFactory.getILoggerFactory();
    if (!(bound instanceof LoggerContext context)) {
      LogLines off = new LogLines(null, "stdout", clock);
      off.watch.off("slf4j: expected logback behind it, found " + bound.getClass().getName());
      return off;
    }
    context.reset();
    LoggingEventCompositeJsonEncoder json = JsonLines.encoder(context, serviceName, instanceId);
    setLevels(context, config.level());
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(distinctTimes(context));
    root.addAppender(standardOutput(context, config.format(), json));
    Path path = config.file();
    if (path == null) {
      return new LogLines(null, "stdout", clock);
    }
    FileLimits limits = new FileLimits(config.maxFileBytes(), config.maxTotalBytes());
    LogFile file = new LogFile(path, limits, json, backoff, clock);
    file.setContext(context);
    LogLines lines = new LogLines(file, path.toString(), clock);
    file.start();
    root.addAppender(file);
    return lines;
  }

  public SignalStatus status() {
    return watch.status().with(lines());
  }

  /** Lines of the file; none are counted where there is no file. */
  public LineCounts lines() {
    return file == null ? LineCounts.NONE : file.lines();
  }

  /**
   * Makes a log record of each event from now on, with what its line says, for {@code processor}.
   * To be called once.
   *
   * @param resource must have the names that were given to {@link #start}
   */
  public void push(LogRecordProcessor processor, Resource resource) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      RecordAppender started = new RecordAppender(resource, processor);
      started.setContext(context);
      started.start();
      push = started;
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(started);
    }
  }

  /** Makes no records any more: to be called before the processor is closed. */
  public void stopPush() {
    RecordAppender started = push;
    if (started != null) {
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(started);
      }
      started.stop();
    }
  }

  /** Closes the file. */
  public LineCounts close() {
    if (file != null) {
      if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(file);
      }
      file.stop();
    }
    return lines();
  }

  private static void setLevels(LoggerContext context, LogLevel level) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.valueOf(level.name()));
    NOISY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    SAID_BY_US.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    JulBridge.install(
        switch (level) {
          case TRACE -> java.util.logging.Level.ALL;
          case DEBUG -> java.util.logging.Level.FINE;
          case INFO, WARN, ERROR -> java.util.logging.Level.INFO;
        });
  }

  private static DistinctTimes distinctTimes(LoggerContext context) {
    DistinctTimes times = new DistinctTimes();
    times.setContext(context);
    times.start();
    return times;
  }

  private static ConsoleAppender<ILoggingEvent> standardOutput(
      LoggerContext context, LogFormat format, Encoder<ILoggingEvent> json) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setName("stdout");
    console.setContext(context);
    console.setEncoder(format == LogFormat.JSON ? json : text(context));
    console.start();
    return console;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    TextLines layout = new TextLines(ZoneId.systemDefault());
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> text = new LayoutWrappingEncoder<>();
    text.setContext(context);
    text.setLayout(layout);
    text.setCharset(StandardCharsets.UTF_8);
    text.start();
    return text;
  }
}
