package dev.telltale.stack.panels;

/** A query that was not answered: the server is away, or does not accept it. */
final class QueryException extends Exception {
  QueryException(String message) {
    super(message);
  }
}
