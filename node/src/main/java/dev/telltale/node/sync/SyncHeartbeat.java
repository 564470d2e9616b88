package dev.telltale.node.sync;

/** Told when a whole sync pass succeeded, and only then: a cut-off node must not look fresh. */
public interface SyncHeartbeat {
  void succeeded();
}
