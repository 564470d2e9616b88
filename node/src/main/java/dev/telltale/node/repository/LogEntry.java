package dev.telltale.node.repository;

import dev.telltale.node.collection.Ual;

/**
 * A collection's place in this node's own order of arrival.
 *
 * @param position from 1, rising, with gaps allowed
 */
public record LogEntry(long position, Ual ual, String merkleRoot) {}
