package dev.telltale.node.triplestore;

/** The store or its disk refused. The message says where, what was asked and what was found. */
public final class TripleStoreException extends RuntimeException {
  public TripleStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
