package dev.telltale.stack.panels;

/**
 * One series of a panel as it reads.
 *
 * @param now the newest value
 * @param max the highest of the range
 * @param curve the range in characters; empty for a panel that shows only the value now
 */
public record SeriesReading(String legend, Shown now, Shown max, String curve) {}
