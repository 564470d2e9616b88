package dev.telltale.node.network;

import java.io.IOException;

/** Carries a request to another node and its answer back. Safe for use by many threads. */
public interface PeerTransport {
  /**
   * Sends {@code call} and waits for the answer, for a limited time and size.
   *
   * @throws IOException when nothing, too much or too late came back; the message names the URL
   */
  PeerReply call(PeerCall call) throws IOException;
}
