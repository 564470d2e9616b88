package dev.telltale.telemetry.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Behind the SDK's own providers. */
class SpanQueueTest {
  private final Books books = new Books();
  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean failing;

  @Test
  void sampledSpans_arriveWhenFlushed() {
    try (SdkTracerProvider tracers = tracers(Sampler.alwaysOn())) {
      end(tracers, "task.sync");
      end(tracers, "task.cleanup");
      assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(taken).containsExactly("task.sync", "task.cleanup");
      assertThat(books.created()).isEqualTo(2);
    }
  }

  @Test
  void spansThatAreRecordedAndNotSampled_areNotCreated() {
    try (SdkTracerProvider tracers = tracers(new RecordOnly())) {
      end(tracers, "task.sync");
      assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(books.created()).isZero();
    }
  }

  @Test
  void sinkTookNothing_flushAndShutdownSayNo() {
    SdkTracerProvider tracers = tracers(Sampler.alwaysOn());
    failing = true;
    end(tracers, "task.sync");
    assertThat(tracers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isFalse();
    end(tracers, "task.sync");
    assertThat(tracers.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isFalse();
    assertThat(books.droppedTotal()).isEqualTo(2);
  }

  @Test
  void shutdown_handsOnWhatWaits() {
    SdkTracerProvider tracers = tracers(Sampler.alwaysOn());
    end(tracers, "task.sync");
    assertThat(tracers.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(taken).containsExactly("task.sync");
  }

  @Test
  void logRecords_arriveWhenFlushedAndAtShutdown() {
    ItemQueue<ReadWriteLogRecord> queue =
        ItemQueue.start(
            "queue",
            64,
            books.ledger(),
            batch ->
                batch.forEach(
                    record -> taken.add(record.toLogRecordData().getBodyValue().asString())),
            fault -> {});
    SdkLoggerProvider loggers =
        SdkLoggerProvider.builder().addLogRecordProcessor(new LogQueue(queue)).build();
    Logger logger = loggers.get("test");
    logger.logRecordBuilder().setBody("one").emit();
    assertThat(loggers.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(taken).containsExactly("one");
    logger.logRecordBuilder().setBody("two").emit();
    assertThat(loggers.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(taken).containsExactly("one", "two");
    assertThat(books.created()).isEqualTo(2);
  }

  private SdkTracerProvider tracers(Sampler sampler) {
    ItemQueue<ReadableSpan> queue =
        ItemQueue.start(
            "queue",
            64,
            books.ledger(),
            batch -> {
              if (failing) {
                throw new IOException("disk");
              }
              batch.forEach(span -> taken.add(span.getName()));
            },
            fault -> {});
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(new SpanQueue(queue))
        .build();
  }

  private static void end(SdkTracerProvider tracers, String name) {
    Tracer tracer = tracers.get("test");
    tracer.spanBuilder(name).startSpan().end();
  }

  private static final class RecordOnly implements Sampler {
    @Override
    public SamplingResult shouldSample(
        io.opentelemetry.context.Context parent,
        String traceId,
        String name,
        io.opentelemetry.api.trace.SpanKind kind,
        io.opentelemetry.api.common.Attributes attributes,
        List<io.opentelemetry.sdk.trace.data.LinkData> links) {
      return SamplingResult.recordOnly();
    }

    @Override
    public String getDescription() {
      return "RecordOnly";
    }
  }
}
