package dev.telltale.node.triplestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.Samples;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.rdf4j.common.iteration.CloseableIteration;
import org.eclipse.rdf4j.common.iteration.EmptyIteration;
import org.eclipse.rdf4j.query.BindingSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that would run for hours end at their limit, and the thread that ran them is free. */
class QueryTimeTest {
  private static final String X = "?%1$s <http://example.org/p> ?%1$so . ";
  private static final String CROSS =
      X.formatted("a") + X.formatted("b") + X.formatted("c") + X.formatted("d");
  private static final String VALUES =
      "VALUES ?v { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 } ";

  @TempDir private static Path dataDir;
  private static TripleStore store;

  @BeforeAll
  static void open() {
    store = Rdf4jTripleStore.open(dataDir);
    store.insert(Samples.signed(1, Triples.turtle(1_000)));
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT (COUNT(*) AS ?n) { $CROSS }",
        "ASK { $CROSS FILTER(?ao = 'nowhere' && ?bo = 'nowhere' || ?co = 'nowhere') }",
        "SELECT * { $CROSS } ORDER BY DESC(?ao) LIMIT 1",
        "SELECT DISTINCT ?z { $CROSS BIND(1 AS ?z) }",
        "SELECT (COUNT(*) AS ?n) { $VALUES }",
        "CONSTRUCT { <http://e/y> <http://e/x> ?x } WHERE { { SELECT DISTINCT ?x { $CROSS BIND(1 AS ?x) } } }",
        "SELECT (COUNT(*) AS ?n) { { SELECT * { $CROSS } } OPTIONAL { $CROSS } }",
        "SELECT * { ?a <http://example.org/p> ?ao FILTER EXISTS { $CROSS FILTER(?do = 'no') } }",
        "SELECT * { ?a <http://example.org/p> ?o FILTER REGEX(CONCAT($A, STR(?o)), $R) }",
        "SELECT * { ?a <http://example.org/p> ?o BIND(REPLACE(CONCAT($A, STR(?o)), $R, '') AS ?r) }",
      })
  void endsAtItsLimit(String query) {
    String sparql =
        query
            .replace("$CROSS", CROSS)
            .replace("$VALUES", valuesProduct())
            .replace("$A", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'")
            .replace("$R", "'^(a|aa)+\\\\1b$'");
    QueryLimits limits = new QueryLimits(Duration.ofMillis(300), 10_000);
    long start = System.nanoTime();

    assertThatThrownBy(() -> store.query(ReadOnlyQueries.parse(sparql), limits))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.reason()).isEqualTo(QueryException.Reason.TIMEOUT))
        .hasMessage("query: expected an answer within 300 ms, found none");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void rowsEndAtTheLimitToo() {
    // A long scan is one step of the evaluation with many rows.
    CloseableIteration<BindingSet> rows = new EmptyIteration<>();
    TimedStrategy.TimedRows timed = new TimedStrategy.TimedRows(rows, new Deadline(Duration.ZERO));

    assertThatThrownBy(timed::hasNext).isInstanceOf(QueryException.class);
    assertThatThrownBy(timed::next).isInstanceOf(QueryException.class);
  }

  private static String valuesProduct() {
    StringBuilder product = new StringBuilder();
    for (char v = 'a'; v < 'k'; v++) {
      product.append(VALUES.replace("?v", "?" + v));
    }
    return product.toString();
  }
}
