package dev.telltale.node.network;

/** Answers requests of other nodes. Safe for use by many threads; does not throw. */
public interface PeerHandler {
  PeerReply handle(PeerRequest request);
}
