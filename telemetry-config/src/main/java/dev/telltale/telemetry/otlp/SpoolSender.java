package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.spool.Spool;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stands where an exporter has its way out, and puts the marshalled request into the spool: the
 * exporter hears of success when it is there. What it marshals is the same for HTTP and gRPC, so
 * HTTP exporters serve both.
 */
final class SpoolSender implements HttpSender, ComponentLoader {
  private final Spool spool;
  private final ComponentLoader others =
      ComponentLoader.forClassLoader(SpoolSender.class.getClassLoader());
  private int items;
  private boolean taken;

  SpoolSender(Spool spool) {
    this.spool = spool;
  }

  /**
   * Runs one export of {@code count} items.
   *
   * @throws IllegalStateException when the exporter sent nothing; the items are counted nowhere
   */
  synchronized void export(int count, Supplier<CompletableResultCode> export) {
    items = count;
    taken = false;
    CompletableResultCode unused = export.get();
    if (!taken) {
      throw new IllegalStateException("the exporter took nothing");
    }
  }

  @Override
  public synchronized void send(
      MessageWriter request, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    Message message = new Message(request.getContentLength());
    try {
      request.writeMessage(message);
    } catch (IOException e) {
      onError.accept(e);
      return;
    }
    spool.append(message.bytes(), items);
    taken = true;
    onResponse.accept(Taken.RESPONSE);
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type == HttpSenderProvider.class) {
      HttpSenderProvider provider = config -> this;
      return List.of(type.cast(provider));
    }
    return others.load(type);
  }

  /** Gives its bytes away, not a copy of them: their number was known. */
  private static final class Message extends ByteArrayOutputStream {
    Message(int length) {
      super(length);
    }

    byte[] bytes() {
      return count == buf.length ? buf : toByteArray();
    }
  }

  /** What a collector says that took everything. */
  private enum Taken implements HttpResponse {
    RESPONSE;

    @Override
    public int getStatusCode() {
      return 200;
    }

    @Override
    public String getStatusMessage() {
      return "OK";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }
}
