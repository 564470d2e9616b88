package dev.telltale.tools.chaos.emission;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import java.io.IOException;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Logback as its manual configures it, or with OpenTelemetry's logger behind it. */
final class StockLog {
  private StockLog() {}

  static void configure(Map<String, String> told, OpenTelemetry openTelemetry) throws IOException {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    if (told.getOrDefault("pushed", "").equals("true")) {
      push(context, openTelemetry);
      return;
    }
    context.putProperty("chaos.log.file", told.getOrDefault("log", ""));
    String resource = told.getOrDefault("logback", "naive-logback.xml");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(StockLog.class.getResource(resource));
    } catch (JoranException e) {
      throw new IOException(resource + ": " + e.getMessage(), e);
    }
  }

  private static void push(LoggerContext context, OpenTelemetry openTelemetry) {
    Pushed appender = new Pushed(openTelemetry.getLogsBridge().get("chaos"));
    appender.setContext(context);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(ch.qos.logback.classic.Level.INFO);
    root.addAppender(appender);
  }

  /** What OpenTelemetry's own appender for logback does, as far as a numbered line needs it. */
  private static final class Pushed extends AppenderBase<ILoggingEvent> {
    private final Logger logger;

    Pushed(Logger logger) {
      this.logger = logger;
    }

    @Override
    protected void append(ILoggingEvent event) {
      LogRecordBuilder record =
          logger
              .logRecordBuilder()
              .setTimestamp(event.getInstant())
              .setBody(event.getFormattedMessage());
      if (event.getKeyValuePairs() != null) {
        for (KeyValuePair pair : event.getKeyValuePairs()) {
          record.setAttribute(pair.key, String.valueOf(pair.value));
        }
      }
      record.emit();
    }
  }
}
