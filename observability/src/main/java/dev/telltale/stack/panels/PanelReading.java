package dev.telltale.stack.panels;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a panel shows.
 *
 * @param lines of a log panel, newest first
 * @param problem the server's complaint, when a query was not answered
 */
public record PanelReading(
    Panel panel, List<SeriesReading> series, List<LogLine> lines, @Nullable String problem) {

  /** An answer is there: not empty, and no query failed. */
  public boolean answered() {
    return problem == null && !(series.isEmpty() && lines.isEmpty());
  }

  /** One sentence for a panel that has no answer. */
  public String complaint() {
    if (problem != null) return panel.title() + ": " + problem;
    return panel.title() + ": NO DATA: " + panel.noValue();
  }
}
