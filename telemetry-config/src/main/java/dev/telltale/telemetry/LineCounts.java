package dev.telltale.telemetry;

/**
 * What became of the lines of the log file since this process started.
 *
 * @param written handed to the system, whole
 * @param notWritten not in the file: disk full, no permission; standard output still had them
 */
public record LineCounts(long written, long notWritten) {
  public static final LineCounts NONE = new LineCounts(0, 0);
}
