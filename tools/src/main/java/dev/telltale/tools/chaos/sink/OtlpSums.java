package dev.telltale.tools.chaos.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the values of counters and gauges in OTLP requests of metrics. */
final class OtlpSums {
  private static final int GAUGE = 5;
  private static final int SUM = 7;

  private OtlpSums() {}

  /** Is told of each value. */
  interface Point {
    void at(String name, double value, long unixNanos);
  }

  /** Gives each value under its name and labels: {@code telemetry_waiting{signal=traces}}. */
  static void read(byte[] request, Point each) throws IOException {
    ProtoReader all = new ProtoReader(ByteBuffer.wrap(request));
    while (all.next() != 0) {
      ProtoReader resource = all.message();
      for (int field = resource.next(); field != 0; field = resource.next()) {
        if (field == 2) scope(resource.message(), each);
        else resource.skip();
      }
    }
  }

  private static void scope(ProtoReader scope, Point each) throws IOException {
    for (int field = scope.next(); field != 0; field = scope.next()) {
      if (field == 2) metric(scope.message(), each);
      else scope.skip();
    }
  }

  private static void metric(ProtoReader metric, Point each) throws IOException {
    String name = "";
    List<ProtoReader> values = new ArrayList<>(); // the name may stand behind them
    for (int field = metric.next(); field != 0; field = metric.next()) {
      switch (field) {
        case 1 -> name = metric.text();
        case GAUGE, SUM -> values.add(metric.message());
        default -> metric.skip();
      }
    }
    for (ProtoReader value : values) points(name, value, each);
  }

  private static void points(String name, ProtoReader data, Point each) throws IOException {
    for (int field = data.next(); field != 0; field = data.next()) {
      if (field == 1) point(name, data.message(), each);
      else data.skip();
    }
  }

  private static void point(String name, ProtoReader point, Point each) throws IOException {
    Map<String, String> labels = new HashMap<>();
    double value = 0;
    long nanos = 0;
    for (int field = point.next(); field != 0; field = point.next()) {
      switch (field) {
        case 3 -> nanos = point.fixed64();
        case 4 -> value = point.float64();
        case 6 -> value = point.fixed64();
        case 7 -> OtlpItems.attribute(point.message(), labels);
        default -> point.skip();
      }
    }
    each.at(labels.isEmpty() ? name : name + new TreeMap<>(labels), value, nanos);
  }
}
