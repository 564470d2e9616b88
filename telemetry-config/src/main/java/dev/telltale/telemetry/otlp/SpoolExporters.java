package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.ledger.SignalLedger;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The SDK's exporters, each with the spool in place of the network. */
final class SpoolExporters {
  private SpoolExporters() {}

  /** Takes batches of ended spans; throws when it took nothing of one. */
  static Consumer<List<ReadableSpan>> spans(SpoolSender sender) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setComponentLoader(sender)
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .build();
    return batch -> {
      List<SpanData> spans = new ArrayList<>(batch.size());
      batch.forEach(span -> spans.add(span.toSpanData()));
      sender.export(spans.size(), () -> exporter.export(spans));
    };
  }

  /** Takes batches of log records; throws when it took nothing of one. */
  static Consumer<List<ReadWriteLogRecord>> logs(SpoolSender sender) {
    OtlpHttpLogRecordExporter exporter =
        OtlpHttpLogRecordExporter.builder()
            .setComponentLoader(sender)
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .build();
    return batch -> {
      List<LogRecordData> records = new ArrayList<>(batch.size());
      batch.forEach(record -> records.add(record.toLogRecordData()));
      sender.export(records.size(), () -> exporter.export(records));
    };
  }

  /** Counts each data point that it is given, and what it could not put into the spool. */
  static MetricExporter metrics(SpoolSender sender, SignalLedger ledger) {
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder()
            .setComponentLoader(sender)
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop())
            .build();
    return new SpoolingMetricExporter(exporter, sender, ledger);
  }

  private record SpoolingMetricExporter(
      MetricExporter exporter, SpoolSender sender, SignalLedger ledger) implements MetricExporter {

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      int points = metrics.stream().mapToInt(metric -> metric.getData().getPoints().size()).sum();
      if (points == 0) {
        return CompletableResultCode.ofSuccess();
      }
      ledger.created(points);
      try {
        sender.export(points, () -> exporter.export(metrics));
        return CompletableResultCode.ofSuccess();
      } catch (RuntimeException e) {
        ledger.dropped(DropReason.WRITE_FAILED, points);
        return CompletableResultCode.ofExceptionalFailure(e);
      }
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess(); // nothing is held back
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return exporter.getAggregationTemporality(type);
    }

    @Override
    public MemoryMode getMemoryMode() {
      return exporter.getMemoryMode();
    }
  }
}
