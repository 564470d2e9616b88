package dev.telltale.telemetry;

/**
 * What became of the spans or log lines of one signal: {@code ended = exported + notExported +
 * waiting}, always. Scraped metrics are not counted: a scrape that fails loses nothing.
 *
 * @param ended sampled spans that ended, or log lines meant for the file
 * @param exported those that the collector accepted, or that were written
 * @param notExported those that are lost: no room in the queue, rejected, or still here at the end
 * @param waiting those that are still to be exported
 */
public record SignalCounts(long ended, long exported, long notExported, long waiting) {
  public static final SignalCounts NONE = new SignalCounts(0, 0, 0, 0);
}
