package dev.telltale.node.collection;

/**
 * A collection as it is kept and handed on: the content and what its publisher signed about it.
 *
 * @param nquads canonical N-Quads, sorted, one a line, each line ended by a line feed
 */
public record SignedCollection(Manifest manifest, String nquads) {}
