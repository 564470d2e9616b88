package dev.telltale.telemetry.logs;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Takes what is logged through java.util.logging, and nothing else, into slf4j. The OpenTelemetry
 * SDK logs there: a line of it is one line, without the stack trace that it adds each time.
 */
final class JulBridge extends SLF4JBridgeHandler {
  private JulBridge() {}

  /**
   * Replaces every handler there is. Levels are left to logback, except that more is let through.
   */
  static void install(Level leastSevere) {
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(leastSevere);
    root.addHandler(new JulBridge());
  }

  @Override
  public void publish(LogRecord record) {
    Throwable thrown = record == null ? null : record.getThrown();
    String name = record == null ? null : record.getLoggerName();
    if (thrown != null && name != null && name.startsWith("io.opentelemetry")) {
      record.setThrown(null);
      record.setMessage(record.getMessage() + ": " + thrown);
    }
    super.publish(record);
  }
}
