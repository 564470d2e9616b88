package dev.telltale.node.network;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to another node.
 *
 * @param peerId whom it is for; null before it has said who it is
 * @param headers signature and trace context; names in lower case; may be added to until it is sent
 */
public record PeerCall(
    PeerProtocol protocol,
    URI baseUrl,
    @Nullable String peerId,
    Map<String, String> headers,
    byte[] body) {}
