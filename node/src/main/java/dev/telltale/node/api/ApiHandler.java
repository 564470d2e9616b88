package dev.telltale.node.api;

/** Answers API requests. Safe for use by many threads; does not throw. */
public interface ApiHandler {
  ApiResponse handle(ApiRequest request);
}
