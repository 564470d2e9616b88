package dev.telltale.node.network;

import java.util.Map;

/** Requests and answers as plain values, whatever carries them. */
public interface HttpMessage {
  /**
   * What a client asks.
   *
   * @param path without the query string
   * @param query decoded parameters; the first value of each
   * @param headers names in lower case; the first value of each
   */
  record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {}

  /**
   * What it is told.
   *
   * @param headers any case
   */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  /** Answers one request. Safe for use by many threads; does not throw. */
  interface Service {
    Answer answer(Request request);
  }
}
