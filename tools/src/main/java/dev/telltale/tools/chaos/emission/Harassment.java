package dev.telltale.tools.chaos.emission;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Something in the process that does harm to its telemetry while a file exists: it interrupts the
 * threads that export, and gives them spans and metrics at which they end with an {@link Error}.
 */
final class Harassment implements Closeable {
  /** The variable that names the file; without it, nothing is done. */
  private static final String VARIABLE = "CHAOS_HARASSED_WHILE";

  private static final Pattern EXPORTING =
      Pattern.compile("(telemetry-|OkHttp |HttpClient-|BatchSpanProcessor).*");
  private static final long BETWEEN_NANOS = 500_000_000;
  private static final int ERROR_EVERY = 4;

  private final Path file;
  private final Thread thread = new Thread(this::run, "harassment");
  private final Tracer tracer;
  private volatile boolean closed;

  private Harassment(OpenTelemetry openTelemetry, Path file) {
    this.file = file;
    this.tracer = openTelemetry.getTracer("harassment");
    openTelemetry
        .getMeter("harassment")
        .gaugeBuilder("harassment")
        .buildWithCallback(
            value -> {
              if (Files.exists(file)) throw new NoClassDefFoundError("harassment");
              value.record(0);
            });
    thread.setDaemon(true);
  }

  /** Lets {@code emitters} emit alone, or with this beside them. */
  static Closeable beside(OpenTelemetry openTelemetry, Closeable emitters) {
    String file = System.getenv(VARIABLE);
    if (file == null) return emitters;
    Harassment harassment = new Harassment(openTelemetry, Path.of(file));
    harassment.thread.start();
    return () -> {
      harassment.close();
      emitters.close();
    };
  }

  private void run() {
    for (int round = 0; !closed; round++) {
      if (Files.exists(file)) {
        exporting().forEach(Thread::interrupt);
        if (round % ERROR_EVERY == 0) span(new NoClassDefFoundError("harassment"));
        if (round % ERROR_EVERY == 2) span(new OutOfMemoryError("harassment"));
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
  }

  private static List<Thread> exporting() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> EXPORTING.matcher(thread.getName()).matches())
        .toList();
  }

  /** A span whose parent can be looked at by all threads but those that export. */
  private void span(Error error) {
    Context parent = Context.root().with(Span.wrap(new HarmfulParent(EXPORTING, error)));
    tracer.spanBuilder("harassment").setParent(parent).startSpan().end();
  }

  @Override
  public void close() throws IOException {
    closed = true;
  }
}
