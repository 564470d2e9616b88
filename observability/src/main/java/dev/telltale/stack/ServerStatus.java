package dev.telltale.stack;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One server as it is now.
 *
 * @param url where it answers
 * @param pid null unless we started it and it runs
 * @param note what to know besides, or empty
 */
public record ServerStatus(
    StackServer server, State state, String url, @Nullable Long pid, String note) {

  /** Whether the server can do its work. */
  public enum State {
    READY,
    NOT_READY,
    STOPPED,
    MISSING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Whether an operator has to do something: Tempo and Grafana may be missing. */
  public boolean fine() {
    return state == State.READY || (state == State.MISSING && server.optional());
  }

  @Override
  public String toString() {
    String process = pid == null ? "" : "pid " + pid;
    return String.format("%-10s %-9s %-24s %-10s %s", server.label(), state, url, process, note)
        .stripTrailing();
  }
}
