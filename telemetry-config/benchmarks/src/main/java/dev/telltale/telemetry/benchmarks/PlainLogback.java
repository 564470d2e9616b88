package dev.telltale.telemetry.benchmarks;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashCommonFieldNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** logback with logstash-logback-encoder, as their documentation shows them. */
final class PlainLogback {
  static final int FILE_MIB = 16;
  static final int FILES = 4;

  private PlainLogback() {}

  /** Lines go to standard output, and to {@code file} where there is one. */
  static void start(@Nullable Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    add(context, new ConsoleAppender<>());
    if (file != null) {
      add(context, rolling(context, file));
    }
  }

  static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  private static void add(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setContext(context);
    // Of the fields that it has and our lines don't: neither side writes more than the other.
    encoder.getFieldNames().setVersion(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
    encoder.getFieldNames().setLevelValue(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
    encoder.setCustomFields(
        "{\"service.name\":\"telltale\",\"service.instance.id\":\"benchmark\"}");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(appender);
    names.setFileNamePattern(file + ".%i");
    names.setMinIndex(1);
    names.setMaxIndex(FILES - 1);
    names.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(FILE_MIB * FileSize.MB_COEFFICIENT));
    // It looks once a minute by itself, after gigabytes of this benchmark.
    size.setCheckIncrement(ch.qos.logback.core.util.Duration.buildByMilliseconds(100));
    size.start();
    appender.setRollingPolicy(names);
    appender.setTriggeringPolicy(size);
    return appender;
  }
}
