package dev.telltale.node.collection;

import java.time.Duration;

/** A graph whose blank nodes are so alike that naming them takes longer than it may. */
public final class CanonicalisationTimeout extends RuntimeException {
  CanonicalisationTimeout(Duration limit) {
    super(
        "expected a graph whose blank nodes can be told apart within "
            + limit.toMillis()
            + " ms, found one that takes longer");
  }
}
