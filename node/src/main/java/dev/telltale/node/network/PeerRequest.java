package dev.telltale.node.network;

import java.util.Map;

/**
 * A request of another node, after its signature was looked at.
 *
 * @param sender who signed it, and whether that can be trusted
 * @param headers names in lower case
 */
public record PeerRequest(
    PeerProtocol protocol, Sender sender, Map<String, String> headers, byte[] body) {}
