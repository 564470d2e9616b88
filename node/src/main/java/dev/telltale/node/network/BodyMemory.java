package dev.telltale.node.network;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of all bodies that are held at a time. Safe for use by many threads. */
final class BodyMemory {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyMemory(long most) {
    this.most = most;
  }

  /** False, and nothing is taken, when there is no room for {@code bytes}. */
  boolean take(int bytes) {
    if (taken.addAndGet(bytes) <= most) return true;
    taken.addAndGet(-bytes);
    return false;
  }

  void giveBack(int bytes) {
    taken.addAndGet(-bytes);
  }
}
