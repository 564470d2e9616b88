package dev.telltale.telemetry.watch;

import dev.telltale.telemetry.Signal;

/** Names what a signal counts. */
public final class Items {
  private Items() {}

  /** {@code 1 span}, {@code 1,204 log records}. */
  public static String words(Signal signal, long count) {
    String one =
        switch (signal) {
          case TRACES -> "span";
          case METRICS -> "data point";
          case LOGS -> "log record";
        };
    return Reason.number(count) + " " + one + (count == 1 ? "" : "s");
  }
}
