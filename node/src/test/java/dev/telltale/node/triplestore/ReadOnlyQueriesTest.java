package dev.telltale.node.triplestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.triplestore.QueryException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyQueriesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * { ?s ?p ?o } | SELECT",
        "ASK { ?s ?p ?o } | ASK",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } | CONSTRUCT",
        "DESCRIBE <http://e/a> | CONSTRUCT",
        "SELECT ?service { ?service <http://e/SERVICE> 'INSERT DATA' } | SELECT",
      })
  void formOfAQuery(String sparql, QueryForm form) {
    assertThat(ReadOnlyQueries.parse(sparql)).isEqualTo(new ReadOnlyQuery(sparql, form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { { SELECT ?s { SERVICE <http://e/> { ?s ?p ?o } } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://e/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o FILTER NOT EXISTS { { SERVICE <http://e/> { ?s ?p ?o } } } }",
        "SELECT * { ?s <http://e/p>+ ?o OPTIONAL { SERVICE <http://e/> { ?s ?p ?o } } }",
        "SELECT * { ?s ?p ?o MINUS { SERVICE <http://e/> { ?s ?p ?o } } }",
        "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { SERVICE <http://e/> { ?s ?p ?o } } } }",
        "SELECT (EXISTS { SERVICE <http://e/> { ?s ?p ?o } } AS ?x) { }",
        "SELECT * { BIND(EXISTS { SERVICE <http://e/> { ?s ?p ?o } } AS ?x) }",
        "SELECT ?s { ?s ?p ?o } ORDER BY EXISTS { SERVICE <http://e/> { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING EXISTS { SERVICE <http://e/> { ?s ?p ?o } }",
        "ASK { SERVICE <http://e/> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://e/> { ?s ?p ?o } }",
        "DESCRIBE ?s WHERE { SERVICE <http://e/> { ?s ?p ?o } }",
      })
  void service_isNotAllowed(String sparql) {
    assertRefused(
        sparql, Reason.NOT_ALLOWED, "query: expected a query of this node alone, found SERVICE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "DROP ALL",
        "PREFIX e: <http://e/> INSERT { ?s e:x 1 } WHERE { ?s ?p ?o }",
      })
  void update_isNotAllowed(String sparql) {
    assertRefused(
        sparql,
        Reason.NOT_ALLOWED,
        "query: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found an update");
  }

  @Test
  void brokenQuery_saysWhere() {
    assertThatThrownBy(() -> ReadOnlyQueries.parse("SELECT * {\n ?s ?p }"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED))
        .hasMessageStartingWith("query: expected SPARQL: ")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> ReadOnlyQueries.parse(""))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void relativeIri_isMalformed() {
    assertThatThrownBy(() -> ReadOnlyQueries.parse("SELECT * { <a> ?p ?o }"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
  }

  @Test
  void tooLongOrTooDeep_isRefused() {
    assertRefused(
        "ASK { ?s ?p '" + "x".repeat(65_536) + "' }",
        Reason.NOT_ALLOWED,
        "query: expected at most 65536 characters, found 65552");
    assertThatThrownBy(
            () -> ReadOnlyQueries.parse("ASK " + "{".repeat(30_000) + "}".repeat(30_000)))
        .isInstanceOf(QueryException.class);
  }

  private static void assertRefused(String sparql, Reason reason, String message) {
    assertThatThrownBy(() -> ReadOnlyQueries.parse(sparql))
        .isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessage(message);
  }
}
