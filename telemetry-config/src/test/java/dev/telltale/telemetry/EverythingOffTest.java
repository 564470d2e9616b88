package dev.telltale.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.testing.StandardOutput;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a service pays for telemetry that nobody turned on. */
class EverythingOffTest {

  @Test
  void noThreadAndNoSocket() throws IOException {
    try (StandardOutput output = new StandardOutput()) {
      Set<Thread> threads = threads();
      Set<String> sockets = sockets();
      Telemetry telemetry = Configs.off().start();
      Span span = telemetry.openTelemetry().getTracer("test").spanBuilder("task.sync").startSpan();
      telemetry.openTelemetry().getMeter("test").counterBuilder("still").build().add(1);
      span.end();

      assertThat(span.isRecording()).isFalse();
      assertThat(threads()).isSubsetOf(threads);
      assertThat(sockets()).isSubsetOf(sockets);
      assertThat(telemetry.status().traces().state()).isEqualTo(SignalStatus.State.DISABLED);
      assertThat(telemetry.status().metrics().state()).isEqualTo(SignalStatus.State.DISABLED);
      assertThat(telemetry.status().logs().state()).isEqualTo(SignalStatus.State.RUNNING);
      assertThat(telemetry.status().off()).isEmpty();
      telemetry.close();
      assertThat(output.text()).isEmpty();
    }
  }

  @Test
  void traceFromElsewhere_isPassedOn() {
    String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    try (StandardOutput output = new StandardOutput();
        Telemetry telemetry = Configs.off().start()) {
      var propagator = telemetry.openTelemetry().getPropagators().getTextMapPropagator();
      Context incoming =
          propagator.extract(Context.root(), Map.of("traceparent", traceparent), new FromMap());
      Span span =
          telemetry
              .openTelemetry()
              .getTracer("test")
              .spanBuilder("x")
              .setParent(incoming)
              .startSpan();
      Map<String, String> outgoing = new HashMap<>();
      propagator.inject(Context.root().with(span), outgoing, Map::put);

      assertThat(outgoing).isEqualTo(Map.of("traceparent", traceparent));
      assertThat(output.text()).isEmpty();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** Of this process, as Linux shows them. */
  private static Set<String> sockets() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.isDirectory(open)) {
      return Set.of();
    }
    Set<String> sockets = new TreeSet<>();
    try (Stream<Path> files = Files.list(open)) {
      for (Path file : files.collect(Collectors.toList())) {
        if (Files.isSymbolicLink(file)
            && Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:")) {
            sockets.add(target);
          }
        }
      }
    }
    return sockets;
  }

  private record FromMap() implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return List.copyOf(carrier.keySet());
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
