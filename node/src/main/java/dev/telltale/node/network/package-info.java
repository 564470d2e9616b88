/** Port: bytes to and from other nodes over HTTP. */
@NullMarked
package dev.telltale.node.network;

import org.jspecify.annotations.NullMarked;
