/**
 * What is published: collections of RDF in canonical form, their Merkle root and their signed
 * manifest.
 */
@NullMarked
package dev.telltale.node.collection;

import org.jspecify.annotations.NullMarked;
