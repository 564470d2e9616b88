package dev.telltale.node.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Work handed to other threads stays in the trace, and keeps the log fields, of who handed it. */
final class ContextExecutor implements Executor {
  private final Executor delegate;

  ContextExecutor(Executor delegate) {
    this.delegate = delegate;
  }

  @Override
  public void execute(Runnable work) {
    Context context = Context.current();
    Map<String, String> fields = MDC.getCopyOfContextMap();
    delegate.execute(
        () -> {
          Map<String, String> before = MDC.getCopyOfContextMap();
          try (Scope ignored = context.makeCurrent()) {
            set(fields);
            work.run();
          } finally {
            set(before);
          }
        });
  }

  private static void set(@Nullable Map<String, String> fields) {
    if (fields == null) MDC.clear();
    else MDC.setContextMap(fields);
  }
}
