package dev.telltale.node.network;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param peerId as the signature proves it; null when there is none or it is wrong
 * @param inPeerTable true when it is verified and this node has met it before
 * @param why what is wrong with the signature; null when it is right
 */
public record Sender(@Nullable String peerId, boolean inPeerTable, @Nullable String why) {}
