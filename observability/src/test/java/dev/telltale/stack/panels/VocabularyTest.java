package dev.telltale.stack.panels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of the dashboard's words, itself seen to go red. */
class VocabularyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      textBlock =
          """
          sum(rate(node_comand_total{I}[5m])) ; node_comand_total: not in the catalogue
          rate(node_command_total{I,status="complete"}[5m]) ; node_command_total: status is never complete
          rate(node_command_total{I,status=~"failed|expird"}[5m]) ; node_command_total: status is never expird
          rate(node_command_total{I,comand="run_query"}[5m]) ; node_command_total: has no label comand
          sum by (comand) (node_command_total{I}) ; comand: no such label here
          sum by (le) (node_command_total{I}) ; le: no such label here
          node_command_duration_seconds{I} ; node_command_duration_seconds: not in the catalogue
          node_command_duration_seconds_bucket{I,status="expired"} ; node_command_duration_seconds_bucket: status is never expired
          node_command_total{status="failed"} ; node_command_total: expected instance=~"$instance"
          up{job="collector"} ; up: expected only job="otel-collector"
          node_memory_MemFree_bytes ; node_memory_MemFree_bytes: not in the catalogue
          """)
  void aWordThatNobodyEmits_isNamed(String expression, String problem) {
    assertThat(Vocabulary.problems(expression.replace("I", "instance=~\"$instance\"")))
        .containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      textBlock =
          """
          histogram_quantile(0.9, sum by (le, task) (rate(node_task_duration_seconds_bucket{I}[$__rate_interval] @ end()))) >= 0
          count by (instance) (node_command_total{I}) unless on (instance) node_sync_last_success_unix{I} or on () vector(0) * NaN
          label_replace(sum(node_task_runs_total{I,status!="completed",task=~"sync|peer_discovery"}) == 0, "task", "none {x}", "", "")
          """)
  void wordsOfTheCatalogue_pass(String expression) {
    assertThat(Vocabulary.problems(expression.replace("I", "instance=~\"$instance\""))).isEmpty();
  }
}
