package dev.telltale.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectorMetricsTest {
  @Test
  void lossesRefusalsAndFullQueuesAreFindings() {
    String page =
        """
        # TYPE otelcol_exporter_send_failed_log_records_total counter
        otelcol_exporter_send_failed_log_records_total{exporter="otlp_http/loki",service_name="otelcol-telltale"} 1200
        otelcol_exporter_enqueue_failed_spans_total{exporter="otlp_grpc/tempo"} 3
        otelcol_receiver_refused_metric_points_total{receiver="otlp",transport="grpc"} 7
        otelcol_exporter_queue_size{data_type="traces",exporter="otlp_grpc/tempo"} 90
        otelcol_exporter_queue_capacity{data_type="traces",exporter="otlp_grpc/tempo"} 100
        otelcol_exporter_queue_size{data_type="logs",exporter="otlp_http/loki"} 10
        otelcol_exporter_queue_capacity{data_type="logs",exporter="otlp_http/loki"} 100
        """;

    assertThat(new CollectorMetrics(page).findings())
        .containsExactly(
            "collector: otlp_http/loki: 1,200 log records dropped: the backend refused them for good",
            "collector: otlp_grpc/tempo: 3 spans did not fit into the queue; senders try again",
            "collector: otlp: 7 metric points refused; senders try again",
            "collector: otlp_grpc/tempo: the queue is 90 % full: its backend does not take what comes");
  }

  @Test
  void aQuietCollectorHasNone() {
    String page =
        """
        otelcol_exporter_sent_spans_total{exporter="otlp_grpc/tempo"} 12
        otelcol_exporter_queue_size{data_type="traces",exporter="otlp_grpc/tempo"} 0
        otelcol_exporter_queue_capacity{data_type="traces",exporter="otlp_grpc/tempo"} 1.073741824e+09
        otelcol_exporter_send_failed_spans_total{exporter="otlp_grpc/tempo"} 0
        """;

    assertThat(new CollectorMetrics(page).findings()).isEmpty();
  }
}
