/** Who signs: a node's Ed25519 key and the address that follows from it. */
@NullMarked
package dev.telltale.node.identity;

import org.jspecify.annotations.NullMarked;
