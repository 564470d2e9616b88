package dev.telltale.node.network;

import java.util.Map;

/** Finds out who sent a request, from its signature. Safe for use by many threads. */
public interface SenderCheck {
  /**
   * Says who signed this, or why nobody did.
   *
   * @param headers names in lower case
   */
  Sender check(PeerProtocol protocol, Map<String, String> headers, byte[] body);
}
