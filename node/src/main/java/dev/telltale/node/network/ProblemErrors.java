package dev.telltale.node.network;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Makes what the server itself refuses a problem like any other, without a word on its insides. */
final class ProblemErrors extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(true, ByteBuffer.wrap(problem(code)), callback);
  }

  private static byte[] problem(int status) {
    String title = HttpStatus.getMessage(status);
    String detail =
        switch (status) {
          case 400 -> "request: expected HTTP/1.1, found what is not";
          case 408 -> "request: expected to arrive in time";
          case 414 -> "URI: expected a shorter one";
          case 431 -> "headers: expected at most " + HttpListener.MAX_HEADER_BYTES + " bytes";
          case 503 -> "the node is stopping";
          default -> status < 500 ? "request: expected one that is served here" : "a fault of ours";
        };
    return new Problem(status, title, detail).json(null, null);
  }
}
