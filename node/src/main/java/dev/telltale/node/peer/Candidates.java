package dev.telltale.node.peer;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * URLs that nodes gave as their own and that were not called yet. Bounded: what does not fit is
 * forgotten, and its node will say it again. Safe for use by many threads.
 */
public final class Candidates {
  private static final int MOST = 64;

  private final Set<URI> waiting = new LinkedHashSet<>();
  private volatile Runnable listener = () -> {};

  /** From now on {@code newcomer} runs when a URL came in; it must not block. */
  public void onOffer(Runnable newcomer) {
    listener = newcomer;
  }

  void offer(URI url) {
    synchronized (this) {
      if (waiting.size() >= MOST || !waiting.add(url)) return;
    }
    listener.run();
  }

  /** At most {@code most} of them, those that wait longest; they wait no more. */
  synchronized List<URI> take(int most) {
    List<URI> taken = waiting.stream().limit(most).toList();
    taken.forEach(waiting::remove);
    return taken;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }
}
