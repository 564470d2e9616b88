package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Writes an exception as Java does, with an end: 64 frames in all, and 8 causes deep. */
final class StackTrace {
  private static final int FRAMES = 64;
  private static final int CAUSES = 8;

  private StackTrace() {}

  static String of(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    Set<IThrowableProxy> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    int frames = FRAMES;
    for (IThrowableProxy current = thrown; current != null; current = current.getCause()) {
      if (!seen.add(current) || seen.size() > CAUSES) {
        return text.append("...\n").toString();
      }
      text.append(text.length() == 0 ? "" : "Caused by: ").append(headline(current)).append('\n');
      StackTraceElementProxy[] all = current.getStackTraceElementProxyArray();
      int own = all.length - current.getCommonFrames();
      int shown = Math.min(own, frames);
      for (int i = 0; i < shown; i++) {
        text.append("\tat ").append(all[i].getStackTraceElement()).append('\n');
      }
      if (shown < all.length) {
        text.append("\t... ").append(all.length - shown).append(" more\n");
      }
      frames -= shown;
    }
    return text.toString();
  }

  private static String headline(IThrowableProxy thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClassName() : thrown.getClassName() + ": " + message;
  }
}
