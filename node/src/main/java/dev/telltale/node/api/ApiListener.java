package dev.telltale.node.api;

import dev.telltale.node.collection.ParsedRdf;
import dev.telltale.node.network.HttpListener;
import dev.telltale.node.network.HttpMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where people and programs reach the node. */
public final class ApiListener implements AutoCloseable {
  /** The largest RDF file that can be published. */
  public static final int MAX_BODY_BYTES = ParsedRdf.MAX_BYTES;

  private static final int MAX_QUESTION_BYTES = 1024 * 1024;

  private final HttpListener http;

  private ApiListener(HttpListener http) {
    this.http = http;
  }

  /** Listens; fails with where and why when it can't. */
  public static ApiListener start(String host, int port, ApiHandler handler) throws IOException {
    return new ApiListener(
        HttpListener.start(
            "api",
            host,
            port,
            MAX_BODY_BYTES,
            path -> path.equals("/v1/publish") ? MAX_BODY_BYTES : MAX_QUESTION_BYTES,
            request -> answer(handler, request)));
  }

  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
  }

  private static HttpMessage.Answer answer(ApiHandler handler, HttpMessage.Request request) {
    ApiResponse response =
        handler.handle(
            new ApiRequest(
                request.method(),
                request.path(),
                request.query(),
                request.headers(),
                request.body()));
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.put("Content-Type", response.contentType());
    return new HttpMessage.Answer(response.status(), headers, response.body());
  }
}
