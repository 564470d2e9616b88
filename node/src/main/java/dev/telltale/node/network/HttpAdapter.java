package dev.telltale.node.network;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Jetty's requests and answers as ours, once a body is here as a whole. */
final class HttpAdapter extends Handler.Abstract {
  private final HttpMessage.Service service;
  private final HttpLimits limits;
  private final BodyMemory memory;

  HttpAdapter(HttpMessage.Service service, HttpLimits limits) {
    this.service = service;
    this.limits = limits;
    this.memory = new BodyMemory(limits.bodyMemory());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Map<String, String> query = query(request); // throws what Jetty answers with 400
    new Exchange(request, response, callback, query).reader.run();
    return true;
  }

  private final class Exchange implements BodyReader.Outcome {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Map<String, String> query;
    private final BodyReader reader;

    Exchange(Request request, Response response, Callback callback, Map<String, String> query) {
      this.request = request;
      this.response = response;
      this.query = query;
      this.reader = new BodyReader(request, limits, memory, this);
      this.callback = Callback.from(callback, reader::forget);
    }

    @Override
    public void arrived(byte[] body) {
      try {
        send(
            service.answer(
                new HttpMessage.Request(
                    request.getMethod(),
                    Request.getPathInContext(request),
                    query,
                    headers(request),
                    body)));
      } catch (RuntimeException | Error e) {
        callback.failed(e);
      }
    }

    @Override
    public void tooLarge(int maxBytes) {
      sendAndHangUp(
          new Problem(
              413,
              "Content too large",
              "body: expected at most " + maxBytes + " bytes, found more"),
          Map.of());
    }

    @Override
    public void noRoom() {
      sendAndHangUp(
          new Problem(
              503, "Busy", "body: expected room for it, found large ones being worked on already"),
          Map.of("Retry-After", "1"));
    }

    @Override
    public void failed(Throwable why) {
      boolean late = why instanceof TimeoutException;
      callback.failed(late ? new HttpException.RuntimeException(408) : why);
    }

    /** What is left of the body is not read, so the connection can't be used again. */
    private void sendAndHangUp(Problem problem, Map<String, String> more) {
      Map<String, String> headers = new HashMap<>(more);
      headers.put("Content-Type", Problem.CONTENT_TYPE);
      headers.put("Connection", "close");
      send(new HttpMessage.Answer(problem.status(), headers, problem.json(null, null)));
    }

    private void send(HttpMessage.Answer answer) {
      response.setStatus(answer.status());
      answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValue());
    }
    return query;
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
    }
    return headers;
  }
}
