package dev.telltale.collector;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The ports at which a test's {@link FarSide} stands for Tempo, and for Prometheus and Loki. */
record Backends(int tempo, int http) {
  static Backends onFreePorts() throws IOException {
    List<Integer> ports = FreePorts.take(2);
    return new Backends(ports.get(0), ports.get(1));
  }

  FarSide start() throws IOException {
    return new FarSide(tempo, FarSide.plainHttp(http));
  }

  Map<String, String> variables() {
    return Map.of(
        "TEMPO_OTLP_PORT", "" + tempo, "PROMETHEUS_PORT", "" + http, "LOKI_PORT", "" + http);
  }
}
