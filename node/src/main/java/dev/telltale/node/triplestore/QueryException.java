package dev.telltale.node.triplestore;

/** A query that is not answered because of what it asks. The message is for the one who asked. */
public final class QueryException extends RuntimeException {
  /** Why a query is not answered. */
  public enum Reason {
    MALFORMED,
    NOT_ALLOWED,
    TIMEOUT,
    TOO_MANY_ROWS
  }

  private final Reason reason;

  public QueryException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
