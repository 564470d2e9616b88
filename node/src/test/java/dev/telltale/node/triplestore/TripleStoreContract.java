package dev.telltale.node.triplestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.collection.RdfFormat;
import dev.telltale.node.collection.Samples;
import dev.telltale.node.collection.SignedCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every triple store has to do. */
abstract class TripleStoreContract {
  private static final QueryLimits LIMITS = new QueryLimits(Duration.ofSeconds(10), 10_000);
  private static final String PEOPLE =
      """
      @prefix : <http://example.org/> .
      :ada :name "Ada"@en ; :knows [ :name "Charles" ; :knows :ada ] ; :born 1815 .
      """;

  private TripleStore store;

  abstract TripleStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  TripleStore store() {
    return store;
  }

  static QueryAnswer ask(TripleStore store, String sparql) {
    return store.query(ReadOnlyQueries.parse(sparql), LIMITS);
  }

  @Test
  void insertedTwice_isThereOnce() {
    SignedCollection people = Samples.signed(1, PEOPLE);
    assertThat(store.isEmpty()).isTrue();
    store.insert(people);
    store.insert(people);
    assertThat(store.isEmpty()).isFalse();

    assertThat(store.triples()).isEqualTo(5);
    assertThat(
            ask(
                    store,
                    "SELECT DISTINCT ?b { ?b <http://example.org/knows> ?x . FILTER isBlank(?b) }")
                .rows())
        .isEqualTo(1);
  }

  @Test
  void blankNodesOfTwoCollections_stayApart() {
    store.insert(Samples.signed(1, PEOPLE));
    store.insert(Samples.signed(2, PEOPLE));

    assertThat(store.triples()).isEqualTo(10);
    assertThat(ask(store, "SELECT DISTINCT ?b { GRAPH ?g { ?b ?p ?o } FILTER isBlank(?b) }").rows())
        .isEqualTo(2);
  }

  @Test
  void defaultGraph_isNamedByTheUal_namedGraphKeepsItsName() {
    SignedCollection both =
        Samples.signed(
            3,
            Samples.canonical(
                RdfFormat.N_QUADS,
                """
                <http://e/a> <http://e/p> "default" .
                <http://e/a> <http://e/p> "named" <http://e/graph> .
                """));
    assertThat(store.ask(both.manifest().ual())).isFalse();
    store.insert(both);

    assertThat(store.ask(both.manifest().ual())).isTrue();
    assertThat(
            ask(store, "SELECT ?o { GRAPH <" + both.manifest().ual() + "> { ?s ?p ?o } }").body())
        .contains("default")
        .doesNotContain("\"named\"");
    assertThat(ask(store, "SELECT ?o { GRAPH <http://e/graph> { ?s ?p ?o } }").body())
        .contains("\"named\"")
        .doesNotContain("default");
  }

  @Test
  void select_isAnsweredAsResultsJson() {
    store.insert(Samples.signed(1, "<http://e/a> <http://e/p> \"v\"@en ."));

    assertThat(ask(store, "SELECT ?o { ?s ?p ?o }"))
        .isEqualTo(
            new QueryAnswer(
                "application/sparql-results+json",
                "{\"head\":{\"vars\":[\"o\"]},\"results\":{\"bindings\":["
                    + "{\"o\":{\"xml:lang\":\"en\",\"type\":\"literal\",\"value\":\"v\"}}]}}",
                1));
  }

  @Test
  void ask_isAnsweredAsResultsJson() {
    assertThat(ask(store, "ASK { ?s ?p ?o }"))
        .isEqualTo(
            new QueryAnswer(
                "application/sparql-results+json", "{\"head\":{},\"boolean\":false}", 1));
  }

  @Test
  void constructAndDescribe_areAnsweredAsNTriples() {
    store.insert(Samples.signed(1, "<http://e/a> <http://e/p> \"v\" ."));

    QueryAnswer expected =
        new QueryAnswer("application/n-triples", "<http://e/a> <http://e/p> \"v\" .\n", 1);
    assertThat(ask(store, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")).isEqualTo(expected);
    assertThat(ask(store, "DESCRIBE <http://e/a>")).isEqualTo(expected);
  }

  @Test
  void moreRowsThanTheLimit_isRefused() {
    store.insert(Samples.signed(1, Triples.turtle(11)));

    String all = "SELECT * { ?s ?p ?o }";
    QueryLimits ten = new QueryLimits(Duration.ofSeconds(10), 10);
    assertThatThrownBy(() -> store.query(ReadOnlyQueries.parse(all), ten))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.reason()).isEqualTo(QueryException.Reason.TOO_MANY_ROWS))
        .hasMessage("query: expected at most 10 rows, found more; add a LIMIT");
    assertThat(store.query(ReadOnlyQueries.parse(all + " LIMIT 10"), ten).rows()).isEqualTo(10);
  }

  @Test
  void graphThatIsNotHere_isNotLoadedFromElsewhere() {
    assertThatThrownBy(() -> ask(store, "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"))
        .hasMessage("query: expected a graph of this store after FROM, found <file:///etc/passwd>");
    SignedCollection people = Samples.signed(1, PEOPLE);
    store.insert(people);
    String here = "SELECT * FROM <" + people.manifest().ual() + "> { ?s ?p ?o }";
    assertThat(ask(store, here).rows()).isEqualTo(5);
  }

  @Test
  void fiveThousandTriples_areInsertedAndCounted() {
    store.insert(Samples.signed(1, Triples.turtle(5_000)));

    assertThat(store.triples()).isEqualTo(5_000);
    assertThat(ask(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body()).contains("\"5000\"");
  }

  @Test
  void insertsAndQueriesAtOnce_loseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> work = new ArrayList<>();
      for (int i = 1; i <= 12; i++) {
        // One of them is so large that it is written in parts.
        SignedCollection collection = Samples.signed(i, Triples.turtle(i == 5 ? 10_001 : 10));
        work.add(threads.submit(() -> store.insert(collection)));
        work.add(threads.submit(() -> ask(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")));
      }
      for (Future<?> done : work) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(store.triples()).isEqualTo(11 * 10 + 10_001);
  }
}
