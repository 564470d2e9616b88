package dev.telltale.node.repository;

/** The database or its disk refused. The message says where, what was asked and what was found. */
public final class RepositoryException extends RuntimeException {
  RepositoryException(String message) {
    super(message);
  }

  public RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
