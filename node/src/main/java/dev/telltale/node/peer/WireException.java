package dev.telltale.node.peer;

/** A message of another node that is not what it should be: which part, and what was expected. */
final class WireException extends RuntimeException {
  WireException(String message) {
    super(message);
  }
}
