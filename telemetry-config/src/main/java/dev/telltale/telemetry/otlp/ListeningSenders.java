package dev.telltale.telemetry.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives an exporter the SDK's own HTTP or gRPC sender and listens to what comes back. The exporter
 * itself answers only with success or failure: no status, no reason, no partial success.
 */
final class ListeningSenders implements ComponentLoader {
  private final ComponentLoader sdk =
      ComponentLoader.forClassLoader(ListeningSenders.class.getClassLoader());
  private final Duration timeout;
  private final Consumer<Answer> listener;

  ListeningSenders(Duration timeout, Consumer<Answer> listener) {
    this.timeout = timeout;
    this.listener = listener;
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type == HttpSenderProvider.class) {
      HttpSenderProvider provider = this::http;
      return List.of(type.cast(provider));
    }
    if (type == GrpcSenderProvider.class) {
      GrpcSenderProvider provider = this::grpc;
      return List.of(type.cast(provider));
    }
    return sdk.load(type);
  }

  private HttpSender http(HttpSenderConfig config) {
    HttpSender real = sdk.load(HttpSenderProvider.class).iterator().next().createSender(config);
    return new HttpSender() {
      @Override
      public void send(
          MessageWriter request, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
        real.send(
            request,
            response -> {
              listener.accept(Answer.of(response));
              onResponse.accept(response);
            },
            failed(onError));
      }

      @Override
      public CompletableResultCode shutdown() {
        return real.shutdown();
      }
    };
  }

  private GrpcSender grpc(GrpcSenderConfig config) {
    GrpcSender real = sdk.load(GrpcSenderProvider.class).iterator().next().createSender(config);
    return new GrpcSender() {
      @Override
      public void send(
          MessageWriter request, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
        real.send(
            request,
            response -> {
              listener.accept(Answer.of(response));
              onResponse.accept(response);
            },
            failed(onError));
      }

      @Override
      public CompletableResultCode shutdown() {
        return real.shutdown();
      }
    };
  }

  private Consumer<Throwable> failed(Consumer<Throwable> onError) {
    return thrown -> {
      listener.accept(Answer.of(thrown, timeout));
      onError.accept(thrown);
    };
  }
}
