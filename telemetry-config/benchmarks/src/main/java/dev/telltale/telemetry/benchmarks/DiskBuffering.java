package dev.telltale.telemetry.benchmarks;

import dev.telltale.telemetry.LedgerCounts;
import io.opentelemetry.contrib.disk.buffering.exporters.SpanToDiskExporter;
import io.opentelemetry.contrib.disk.buffering.storage.impl.FileSpanStorage;
import io.opentelemetry.contrib.disk.buffering.storage.impl.FileStorageConfiguration;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Beside opentelemetry-disk-buffering, which also keeps spans on disk until they are sent. */
final class DiskBuffering {
  private static final int FEW = 1000;
  private static final int REFUSALS = 5;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Nothing here is old enough to be read until it is as old as this. */
  private static final long READ_AFTER_MILLIS = 300;

  private final PrintStream out;
  private final Effort effort;

  DiskBuffering(PrintStream out, Effort effort) {
    this.out = out;
    this.effort = effort;
  }

  /** What one side did. */
  private record Outcome(long arrived, double writtenPerSecond, double sentPerSecond) {}

  void run() throws IOException {
    Table table =
        new Table(
            out,
            "",
            "to disk, spans/s",
            "from disk to a collector, spans/s",
            "arrived of 1,000 after 5 refusals");
    int many = effort.items() / 10;
    Outcome theirs = theirs(many, 0);
    Outcome ours = ours(many, 0);
    row(table, "disk-buffering 1.53.0-alpha", theirs, theirs(FEW, REFUSALS));
    row(table, "telltale", ours, ours(FEW, REFUSALS));
    table.row(
        "ratio",
        Table.ratio(ours.writtenPerSecond() / theirs.writtenPerSecond()),
        Table.ratio(ours.sentPerSecond() / theirs.sentPerSecond()),
        "");
  }

  private static void row(Table table, String side, Outcome fast, Outcome refused) {
    table.row(
        side,
        Table.number(fast.writtenPerSecond()),
        Table.number(fast.sentPerSecond()),
        refused.arrived());
  }

  /** Its own way: batches of a processor to disk, then its iterator and the stock exporter. */
  private static Outcome theirs(int spans, int refusals) throws IOException {
    try (Folder folder = Folder.create();
        Receiver receiver = Receiver.start(true, 0, folder.path(), refusals)) {
      Path buffer = folder.path().resolve("buffer");
      if (!buffer.toFile().mkdir()) {
        throw new IOException(buffer + ": expected to make it, found that it can't be");
      }
      FileSpanStorage storage = FileSpanStorage.create(buffer.toFile(), limits());
      double written;
      try (SdkTracerProvider tracers =
          SdkTracerProvider.builder()
              .addSpanProcessor(
                  BatchSpanProcessor.builder(SpanToDiskExporter.builder(storage).build())
                      .setMaxQueueSize(8192)
                      .setMaxExportBatchSize(refusals == 0 ? 512 : FEW / 10)
                      .build())
              .build()) {
        written = toDisk(tracers, spans);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4 * READ_AFTER_MILLIS));
      storage.close();
      FileSpanStorage again = FileSpanStorage.create(buffer.toFile(), limits());
      long started = System.nanoTime();
      sendAll(again, receiver.endpoint(), refusals);
      double sent = receiver.spans() * 1e9 / (System.nanoTime() - started);
      again.close();
      return new Outcome(receiver.spans(), written, sent);
    }
  }

  private static double toDisk(SdkTracerProvider tracers, int spans) {
    long started = System.nanoTime();
    Emitter.throughTheQueue(tracers, spans);
    return spans * 1e9 / (System.nanoTime() - started);
  }

  private static void sendAll(FileSpanStorage storage, URI endpoint, int refusals) {
    try (SpanExporter exporter =
        OtlpGrpcSpanExporter.builder()
            .setEndpoint(endpoint.toString())
            .setRetryPolicy(null)
            .build()) {
      // A round ends with what could not be sent; the next round begins with what is left.
      for (int round = 0; round <= refusals; round++) {
        for (Collection<SpanData> batch : storage) {
          if (!exporter.export(batch).join(10, TimeUnit.SECONDS).isSuccess()) {
            break;
          }
        }
      }
    }
  }

  private static FileStorageConfiguration limits() {
    return FileStorageConfiguration.builder()
        .setMaxFileAgeForWriteMillis(READ_AFTER_MILLIS - 100)
        .setMinFileAgeForReadMillis(READ_AFTER_MILLIS)
        .setMaxFolderSize(1 << 30)
        .build();
  }

  private static Outcome ours(int spans, int refusals) throws IOException {
    try (Folder folder = Folder.create()) {
      int port = Receiver.freePort();
      URI endpoint = URI.create("http://127.0.0.1:" + port);
      double written;
      LedgerCounts left;
      try (Telltale telltale = new Telltale(endpoint, true, folder.path())) {
        written = toDisk((SdkTracerProvider) telltale.openTelemetry().getTracerProvider(), spans);
        left = telltale.closeWithin(Duration.ofSeconds(3));
      }
      try (Receiver receiver = Receiver.start(true, port, folder.path(), refusals)) {
        long started = System.nanoTime();
        try (Telltale unused = new Telltale(endpoint, true, folder.path())) {
          receiver.await(left.waiting(), LIMIT);
        }
        double sent = receiver.spans() * 1e9 / (System.nanoTime() - started);
        return new Outcome(receiver.spans(), written, sent);
      }
    }
  }
}
