package dev.telltale.stack.panels;

import java.util.List;

/**
 * One panel of the dashboard.
 *
 * @param row the title of the row above it; empty for those at the top
 * @param description what normal looks like, and what to do when it does not
 * @param noValue what it says when its queries answer with nothing at all
 */
public record Panel(
    String row,
    String title,
    String description,
    PanelKind kind,
    ValueFormat format,
    String noValue,
    List<PanelQuery> queries) {}
