package dev.telltale.node.triplestore;

import java.time.Duration;

/** How much one query may take: time, and rows (or triples) of the answer. */
public record QueryLimits(Duration time, int rows) {}
