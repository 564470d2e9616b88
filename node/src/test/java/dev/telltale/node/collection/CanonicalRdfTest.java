package dev.telltale.node.collection;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanonicalRdfTest {
  @Test
  void uniqueHashes_asInTheRecommendation() {
    assertThat(
            nquads(
                """
                <http://example.com/#p> <http://example.com/#q> _:e0 .
                <http://example.com/#p> <http://example.com/#r> _:e1 .
                _:e0 <http://example.com/#s> <http://example.com/#u> .
                _:e1 <http://example.com/#t> <http://example.com/#u> .
                """))
        .isEqualTo(
            """
            <http://example.com/#p> <http://example.com/#q> _:c14n0 .
            <http://example.com/#p> <http://example.com/#r> _:c14n1 .
            _:c14n0 <http://example.com/#s> <http://example.com/#u> .
            _:c14n1 <http://example.com/#t> <http://example.com/#u> .
            """);
  }

  @Test
  void sharedHashes_asInTheRecommendation() {
    assertThat(
            nquads(
                """
                <http://example.com/#p> <http://example.com/#q> _:e0 .
                <http://example.com/#p> <http://example.com/#q> _:e1 .
                _:e0 <http://example.com/#p> _:e2 .
                _:e1 <http://example.com/#p> _:e3 .
                _:e2 <http://example.com/#r> _:e3 .
                """))
        .isEqualTo(
            """
            <http://example.com/#p> <http://example.com/#q> _:c14n2 .
            <http://example.com/#p> <http://example.com/#q> _:c14n3 .
            _:c14n0 <http://example.com/#r> _:c14n1 .
            _:c14n2 <http://example.com/#p> _:c14n1 .
            _:c14n3 <http://example.com/#p> _:c14n0 .
            """);
  }

  @Test
  void otherLabelsOrderPrefixesAndRepeats_giveTheSameRoot() {
    CanonicalRdf one =
        Samples.turtle(
            """
            @prefix : <http://e/> .
            :a :knows _:x . _:x :knows _:y ; :name "X" . _:y :knows _:x , :a .
            """);
    CanonicalRdf other =
        Samples.canonical(
            RdfFormat.N_TRIPLES,
            """
            _:q <http://e/knows> <http://e/a> .
            _:q <http://e/knows> _:p .
            _:p <http://e/name> "X"^^<http://www.w3.org/2001/XMLSchema#string> .
            <http://e/a> <http://e/knows> _:p .
            _:p <http://e/knows> _:q .
            _:q <http://e/knows> <http://e/a> .
            """);

    assertThat(other).isEqualTo(one);
    assertThat(one.assets()).isEqualTo(1);
    assertThat(one.triples()).isEqualTo(5);
  }

  @Test
  void otherContent_givesAnotherRoot() {
    String root = Samples.turtle("<http://e/a> <http://e/p> \"v\" .").merkleRoot();

    assertThat(Samples.turtle("<http://e/a> <http://e/p> \"w\" .").merkleRoot()).isNotEqualTo(root);
    assertThat(Samples.turtle("<http://e/a> <http://e/p> \"v\"@en .").merkleRoot())
        .isNotEqualTo(root);
    assertThat(
            Samples.canonical(RdfFormat.N_QUADS, "<http://e/a> <http://e/p> \"v\" <http://e/g> .")
                .merkleRoot())
        .isNotEqualTo(root);
  }

  @Test
  void literals_keepLanguageDatatypeAndEveryCharacter() {
    CanonicalRdf canonical =
        Samples.turtle(
            """
            @prefix : <http://e/> .
            :a :p "plain" , "fran\\u00e7ais"@FR-ca , 5 , 1.50 , true ,
              "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date> , "http://looks.like/an-iri" ,
              "\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u007f\\u2028" , "\\U0001F600" , "" .
            """);

    assertThat(canonical.nquads())
        .isEqualTo(
            """
            <http://e/a> <http://e/p> "" .
            <http://e/a> <http://e/p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .
            <http://e/a> <http://e/p> "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date> .
            <http://e/a> <http://e/p> "5"^^<http://www.w3.org/2001/XMLSchema#integer> .
            <http://e/a> <http://e/p> "\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u007F<LS>" .
            <http://e/a> <http://e/p> "français"@FR-ca .
            <http://e/a> <http://e/p> "http://looks.like/an-iri" .
            <http://e/a> <http://e/p> "plain" .
            <http://e/a> <http://e/p> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
            <http://e/a> <http://e/p> "\uD83D\uDE00" .
            """
                .replace("<LS>", "\u2028"));
    assertThat(canonical.byteSize())
        .isEqualTo(canonical.nquads().getBytes(StandardCharsets.UTF_8).length);
    assertThat(canonical.triples()).isEqualTo(10);
  }

  @Test
  void linesAreSortedByCodePoint() {
    // U+FFFD is below U+1F600, though Java's own order of strings says otherwise.
    assertThat(Samples.turtle("<http://e/a> <http://e/p> \"\\U0001F600\" , \"\\uFFFD\" .").nquads())
        .isEqualTo(
            "<http://e/a> <http://e/p> \"\uFFFD\" .\n"
                + "<http://e/a> <http://e/p> \"\uD83D\uDE00\" .\n");
  }

  @Test
  void canonicalForm_isItsOwnCanonicalForm() {
    CanonicalRdf once =
        Samples.canonical(
            RdfFormat.N_QUADS,
            """
            _:a <http://e/p> _:b _:g .
            _:b <http://e/p> "é\\n"@en <http://e/g> .
            <http://e/s> <http://e/p> _:a .
            """);

    assertThat(Samples.canonical(RdfFormat.N_QUADS, once.nquads())).isEqualTo(once);
  }

  @Test
  void poisonGraph_isStoppedAtTheLimit() {
    ParsedRdf poison =
        ParsedRdf.parse(
            RdfFormat.N_TRIPLES, completeBlankGraph(12).getBytes(StandardCharsets.UTF_8));
    long start = System.nanoTime();

    assertThatThrownBy(() -> CanonicalRdf.of(poison, Duration.ofMillis(300)))
        .isInstanceOf(CanonicalisationTimeout.class)
        .hasMessage(
            "expected a graph whose blank nodes can be told apart within 300 ms,"
                + " found one that takes longer");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void canonicalFormThatIsFarLongerThanItsTurtle_isRefused() {
    String prefix = "@prefix : <http://e/" + "x".repeat(500) + "> .\n";
    String turtle =
        prefix
            + IntStream.range(0, 20_000).mapToObj(i -> ":a" + i + " :b :c .\n").collect(joining());

    assertThatThrownBy(() -> Samples.turtle(turtle))
        .isInstanceOf(RdfSyntaxException.class)
        .hasMessage("expected at most 25165824 bytes of canonical N-Quads, found more");
  }

  private static String completeBlankGraph(int nodes) {
    StringBuilder graph = new StringBuilder();
    for (int from = 0; from < nodes; from++) {
      for (int to = 0; to < nodes; to++) {
        if (from != to) {
          graph.append("_:n").append(from).append(" <http://e/p> _:n").append(to).append(" .\n");
        }
      }
    }
    return graph.toString();
  }

  private static String nquads(String ntriples) {
    return Samples.canonical(RdfFormat.N_TRIPLES, ntriples).nquads();
  }
}
