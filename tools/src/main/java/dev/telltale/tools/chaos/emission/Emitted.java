package dev.telltale.tools.chaos.emission;

/**
 * How far one emitting thread came.
 *
 * @param slot its place in the emission ledger
 * @param begun the number of the last item whose emitting call was entered
 * @param ended the number of the last item whose emitting call returned
 */
public record Emitted(int slot, ItemKind kind, long begun, long ended) {}
