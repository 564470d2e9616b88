package dev.telltale.node.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParsedRdfTest {
  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            RdfFormat.TURTLE,
            "@prefix : <http://e/> .\n:a :b :c .\n:a :b : :d .\n",
            "line 3, column 9: expected '.', found ':'"),
        Arguments.of(
            RdfFormat.TURTLE,
            "@prefix : <http://e/> .\n:a foo:b :c .\n",
            "line 2, column 7: namespace prefix 'foo' used but not defined"),
        Arguments.of(
            RdfFormat.TURTLE,
            "<a> <http://e/p> 1 .",
            "line 1, column 4: expected an absolute IRI, found a relative one and no @base"),
        Arguments.of(
            RdfFormat.N_TRIPLES, "<a> <http://e/p> 1 .", "line 1: not a valid (absolute) IRI: a"),
        Arguments.of(
            RdfFormat.TURTLE,
            "<http://e/a> <http://e/p> \"open",
            "line 1, column 31: expected more, found the end of the text"),
        Arguments.of(
            RdfFormat.N_TRIPLES,
            "<http://e/a> <http://e/p> \"v\" .\n<http://e/a> \"p\" \"v\" .",
            "line 2: expected '<', found \""),
        Arguments.of(
            RdfFormat.N_QUADS,
            "<http://e/a> <http://e/p> \"v\" <http://e/g> <http://e/h> .",
            "line 1: content after '.' is not allowed"),
        Arguments.of(
            RdfFormat.TURTLE,
            "<http://e/a b> <http://e/p> 1 .",
            "line 1, column 12: IRI included an unencoded space: '32'"),
        Arguments.of(
            RdfFormat.TURTLE,
            "<http://e/a> <http://e/p> 1 .\n<http://e/a> <http://e/p> \"\\uD800\" .",
            "line 2: expected characters, found half of one (an unpaired surrogate)"),
        Arguments.of(
            RdfFormat.TURTLE,
            "<< <http://e/a> <http://e/p> 1 >> <http://e/p> 2 .",
            "line 1: expected RDF 1.1, found a quoted triple"),
        Arguments.of(
            RdfFormat.N_QUADS,
            "<http://e/a> <http://e/p> \"v\" <did:dkg:local:1/0xa/1> .",
            "line 1: expected a graph name that is no UAL, found did:dkg:local:1/0xa/1"),
        Arguments.of(RdfFormat.TURTLE, "", "expected at least one triple, found none"),
        Arguments.of(
            RdfFormat.TURTLE,
            "@prefix : <http://e/> .",
            "expected at least one triple, found none"),
        Arguments.of(
            RdfFormat.N_TRIPLES, "# only this\n", "expected at least one triple, found none"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_isNamedWithItsPlace(RdfFormat format, String text, String message) {
    assertThatThrownBy(() -> ParsedRdf.parse(format, text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RdfSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void place_canBeAskedFor() {
    assertThatThrownBy(
            () -> ParsedRdf.parse(RdfFormat.TURTLE, "\n  x".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(RdfSyntaxException.class, e -> assertThat(e.line()).isEqualTo(2));
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() {
    byte[] latin1 =
        "<http://e/a> <http://e/p> 1 .\n# caf\u00e9 bar".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ParsedRdf.parse(RdfFormat.TURTLE, latin1))
        .isInstanceOf(RdfSyntaxException.class)
        .hasMessage("line 2, column 6: expected UTF-8, found byte 0xe9");
  }

  @Test
  void textCutInTheMiddleOfACharacter_isRefused() {
    byte[] cut = {'#', (byte) 0xc3};

    assertThatThrownBy(() -> ParsedRdf.parse(RdfFormat.TURTLE, cut))
        .hasMessage("line 1, column 2: expected UTF-8, found byte 0xc3");
  }

  @Test
  void byteOrderMark_isNotContent() {
    String text = "\uFEFF<http://e/a> <http://e/p> \"v\" .";

    for (RdfFormat format : RdfFormat.values()) {
      assertThat(ParsedRdf.parse(format, text.getBytes(StandardCharsets.UTF_8)).statements())
          .isEqualTo(1);
    }
  }

  @Test
  void tooLarge_isRefusedUnread() {
    assertThatThrownBy(() -> ParsedRdf.parse(RdfFormat.TURTLE, new byte[ParsedRdf.MAX_BYTES + 1]))
        .hasMessage("expected at most 10485760 bytes, found 10485761");
  }

  @Test
  void tooManyTriples_areRefused() {
    String lines = "<a:a> <a:a> <a:a> .\n".repeat(ParsedRdf.MAX_STATEMENTS + 1);

    assertThatThrownBy(
            () -> ParsedRdf.parse(RdfFormat.N_TRIPLES, lines.getBytes(StandardCharsets.UTF_8)))
        .hasMessage("line 150001: expected at most 150000 triples, found more");
  }

  @Test
  void formats_areKnownByContentTypeAndFileName() {
    assertThat(RdfFormat.ofContentType("Text/Turtle; charset=utf-8")).hasValue(RdfFormat.TURTLE);
    assertThat(RdfFormat.ofContentType("application/n-quads")).hasValue(RdfFormat.N_QUADS);
    assertThat(RdfFormat.ofContentType("application/json")).isEmpty();
    assertThat(RdfFormat.ofFileName("dir/People.TTL")).hasValue(RdfFormat.TURTLE);
    assertThat(RdfFormat.ofFileName("a.nt")).hasValue(RdfFormat.N_TRIPLES);
    assertThat(RdfFormat.ofFileName("ttl")).isEmpty();
  }
}
