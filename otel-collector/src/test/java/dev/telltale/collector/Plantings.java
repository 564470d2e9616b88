package dev.telltale.collector;

import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Every kind of secret in every place of every signal, as requests, and where each one is. */
final class Plantings {
  private static final Places<ResourceSpans.Builder> SPAN_PLACES =
      new Places<ResourceSpans.Builder>()
          .resourceAndScope(
              ResourceSpans.Builder::setResource, (to, scope) -> scope(to).setScope(scope))
          .attributes("span", (to, attribute) -> span(to).addAttributes(attribute))
          .text("span name", (to, text) -> span(to).setName(text))
          .text("trace state", (to, text) -> span(to).setTraceState(text))
          .text(
              "status message",
              (to, text) -> span(to).setStatus(Status.newBuilder().setMessage(text)))
          .attributes(
              "event",
              (to, attribute) -> span(to).addEventsBuilder().setName("e").addAttributes(attribute))
          .text("event name", (to, text) -> span(to).addEventsBuilder().setName(text));

  private static final Places<ResourceLogs.Builder> LOG_PLACES =
      new Places<ResourceLogs.Builder>()
          .resourceAndScope(
              ResourceLogs.Builder::setResource, (to, scope) -> scope(to).setScope(scope))
          .attributes("log", (to, attribute) -> log(to).addAttributes(attribute))
          .value("body", (to, value) -> log(to).setBody(value))
          .text("log event name", (to, text) -> log(to).setEventName(text))
          .text("severity", (to, text) -> log(to).setSeverityText(text));

  private static final Places<ResourceMetrics.Builder> METRIC_PLACES =
      new Places<ResourceMetrics.Builder>()
          .resourceAndScope(
              ResourceMetrics.Builder::setResource, (to, scope) -> scope(to).setScope(scope))
          .attributes("counter", (to, attribute) -> number(to).addAttributes(attribute))
          .attributes("histogram", (to, attribute) -> histogram(to).addAttributes(attribute))
          .attributes(
              "exemplar",
              (to, attribute) ->
                  number(to)
                      .addExemplars(
                          Exemplar.newBuilder().setAsInt(1).addFilteredAttributes(attribute)))
          .attributes("metadata", (to, attribute) -> counter(to).addMetadata(attribute))
          .text("metric name", (to, text) -> counter(to).setName(text))
          .text("unit", (to, text) -> counter(to).setUnit(text))
          .text("description", (to, text) -> counter(to).setDescription(text));

  private final Map<String, String> placesByMarker = new LinkedHashMap<>();
  private final Random ids = new Random(7);

  ExportTraceServiceRequest spans() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    plant(
        SPAN_PLACES,
        () -> {
          ResourceSpans.Builder to = request.addResourceSpansBuilder();
          to.addScopeSpansBuilder().addSpansBuilder().setTraceId(id(16)).setSpanId(id(8));
          span(to).setName("command.ingest");
          return to;
        });
    return request.build();
  }

  ExportLogsServiceRequest logs() {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    plant(
        LOG_PLACES,
        () -> {
          ResourceLogs.Builder to = request.addResourceLogsBuilder();
          to.addScopeLogsBuilder().addLogRecordsBuilder().setTimeUnixNano(1);
          return to;
        });
    return request.build();
  }

  ExportMetricsServiceRequest metrics() {
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    plant(
        METRIC_PLACES,
        () -> {
          ResourceMetrics.Builder to = request.addResourceMetricsBuilder();
          ScopeMetrics.Builder scope = to.addScopeMetricsBuilder();
          scope
              .addMetricsBuilder()
              .setName("node_command_total")
              .setSum(
                  Sum.newBuilder()
                      .setIsMonotonic(true)
                      .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                      .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(1).setAsInt(1)));
          scope
              .addMetricsBuilder()
              .setName("node_command_duration")
              .setHistogram(
                  Histogram.newBuilder()
                      .setAggregationTemporality(AGGREGATION_TEMPORALITY_CUMULATIVE)
                      .addDataPoints(HistogramDataPoint.newBuilder().setTimeUnixNano(1)));
          return to;
        });
    return request.build();
  }

  /** Lines of a node's log file, with each kind in the message and in a field. */
  String logLines() {
    StringBuilder lines = new StringBuilder();
    for (SecretKind kind : SecretKind.values()) {
      Secret inMessage = next(kind, "message of a log file");
      Secret inField = next(kind, "field of a log file");
      lines.append(
          "{\"level\":\"INFO\",\"message\":\"%s\",\"%s\":\"%s\",\"service.name\":\"telltale\"}%n"
              .formatted(escaped(inMessage.text()), inField.key(), escaped(inField.value())));
    }
    return lines.toString();
  }

  /** Where each marker was put. */
  Map<String, String> placesByMarker() {
    return placesByMarker;
  }

  private <B> void plant(Places<B> places, Supplier<B> fresh) {
    for (String place : places.names()) {
      for (SecretKind kind : SecretKind.values()) {
        places.plant(place, fresh.get(), next(kind, place));
      }
    }
  }

  private Secret next(SecretKind kind, String place) {
    Secret secret = kind.secret(placesByMarker.size());
    placesByMarker.put(secret.marker(), kind + " in " + place);
    return secret;
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    ids.nextBytes(id);
    return ByteString.copyFrom(id);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static ScopeSpans.Builder scope(ResourceSpans.Builder of) {
    return of.getScopeSpansBuilder(0);
  }

  private static Span.Builder span(ResourceSpans.Builder of) {
    return scope(of).getSpansBuilder(0);
  }

  private static ScopeLogs.Builder scope(ResourceLogs.Builder of) {
    return of.getScopeLogsBuilder(0);
  }

  private static LogRecord.Builder log(ResourceLogs.Builder of) {
    return scope(of).getLogRecordsBuilder(0);
  }

  private static ScopeMetrics.Builder scope(ResourceMetrics.Builder of) {
    return of.getScopeMetricsBuilder(0);
  }

  private static Metric.Builder counter(ResourceMetrics.Builder of) {
    return scope(of).getMetricsBuilder(0);
  }

  private static NumberDataPoint.Builder number(ResourceMetrics.Builder of) {
    return counter(of).getSumBuilder().getDataPointsBuilder(0);
  }

  private static HistogramDataPoint.Builder histogram(ResourceMetrics.Builder of) {
    return scope(of).getMetricsBuilder(1).getHistogramBuilder().getDataPointsBuilder(0);
  }
}
