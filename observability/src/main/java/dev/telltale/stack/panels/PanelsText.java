package dev.telltale.stack.panels;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Writes readings for a terminal of 100 columns. */
public final class PanelsText {
  private static final int COLUMNS = 100;
  private static final int LEGEND = 38;
  private static final int VALUE = 14;
  private static final int LOG_LINES = 8;
  private static final int TRACE_ID_SHOWN = 8;

  private final boolean colors;
  private final DateTimeFormatter clock;

  /**
   * @param colors whether the terminal shows them
   */
  public PanelsText(boolean colors, ZoneId zone) {
    this.colors = colors;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
  }

  /** All panels, a line each for those with one value, a block each for the others. */
  public List<String> lines(List<PanelReading> readings) {
    List<String> lines = new ArrayList<>();
    String row = "";
    for (PanelReading reading : readings) {
      Panel panel = reading.panel();
      if (!panel.row().equals(row)) {
        row = panel.row();
        lines.add("");
        lines.add(bold(row + " " + "─".repeat(Math.max(0, COLUMNS - row.length() - 1))));
      }
      if (panel.kind() == PanelKind.STAT) {
        lines.add(stat(reading));
      } else {
        lines.addAll(block(reading));
      }
    }
    return lines;
  }

  private String stat(PanelReading reading) {
    String title = fit(reading.panel().title(), 24);
    if (!reading.answered()) return title + bad(reading);
    StringBuilder line = new StringBuilder(title);
    boolean named = reading.series().size() > 1;
    for (SeriesReading series : reading.series()) {
      line.append(paint(series.now(), 0));
      line.append(named ? " " + series.legend() + "   " : "");
    }
    return line.toString().stripTrailing();
  }

  private List<String> block(PanelReading reading) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (!reading.answered()) {
      lines.add(bold(reading.panel().title()));
      lines.add("  " + bad(reading));
    } else if (reading.panel().kind() == PanelKind.LOGS) {
      lines.add(bold(reading.panel().title()));
      reading.lines().stream().limit(LOG_LINES).forEach(line -> lines.add(logLine(line)));
    } else {
      boolean numbers = reading.panel().kind() == PanelKind.TIMESERIES;
      String head = numbers ? right("now", VALUE) + right("max", VALUE) : right("now", VALUE);
      lines.add(bold(fit(reading.panel().title(), LEGEND + 2)) + head);
      reading.series().forEach(series -> lines.add(seriesLine(series, numbers)));
    }
    return lines;
  }

  private String seriesLine(SeriesReading series, boolean numbers) {
    String line = "  " + fit(series.legend(), LEGEND) + paint(series.now(), VALUE);
    return numbers ? line + right(series.max().text(), VALUE) + "  " + series.curve() : line;
  }

  private String logLine(LogLine line) {
    String trace = line.traceId();
    String shownTrace = trace.length() < TRACE_ID_SHOWN ? "" : trace.substring(0, TRACE_ID_SHOWN);
    String level = fit(line.level(), 6);
    String text = "  " + clock.format(line.time()) + " ";
    int room = COLUMNS - text.length() - level.length() - TRACE_ID_SHOWN - 1;
    return text
        + (colors ? levelTone(line.level()).paint(level) : level)
        + fit(printable(line.text()), room)
        + " "
        + shownTrace;
  }

  private static Tone levelTone(String level) {
    return switch (level) {
      case "error", "fatal", "critical" -> Tone.BAD;
      case "warn" -> Tone.NOTICE;
      default -> Tone.PLAIN;
    };
  }

  private String bad(PanelReading reading) {
    String problem = reading.problem();
    String text = problem == null ? "NO DATA: " + reading.panel().noValue() : printable(problem);
    return colors ? Tone.BAD.paint(text) : text;
  }

  private String paint(Shown shown, int width) {
    String text = right(shown.text(), width);
    return colors ? shown.tone().paint(text) : text;
  }

  private String bold(String text) {
    return colors ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String fit(String text, int width) {
    String one = printable(text);
    if (one.length() > width) return one.substring(0, width - 1) + "…";
    return one + " ".repeat(width - one.length());
  }

  /** What other people's text may not do to a terminal. */
  private static String printable(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
