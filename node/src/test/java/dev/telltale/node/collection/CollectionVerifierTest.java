package dev.telltale.node.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.telltale.node.identity.NodeIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionVerifierTest {
  private static final CollectionVerifier VERIFIER = new CollectionVerifier(Samples.NETWORK);
  private static final SignedCollection GOOD =
      Samples.signed(
          1,
          Samples.canonical(
              RdfFormat.N_QUADS,
              """
              <http://e/a> <http://e/p> _:b .
              _:b <http://e/p> "é\\n"@en <http://e/g> .
              <http://e/c> <http://e/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
              """));
  private static final Manifest M = GOOD.manifest();

  @Test
  void whatWasSigned_hasNoProblem() {
    assertThat(VERIFIER.problem(GOOD)).isEmpty();
    assertThat(M.assets()).isEqualTo(2);
    assertThat(M.triples()).isEqualTo(3);
  }

  @Test
  void tamperedManifest_isNotWhatWasSigned() {
    String problem =
        M.ual() + ": expected the publisher's signature over the manifest, found another one";
    Manifest nextNumber =
        change(M.ual().toString(), new Ual(M.ual().network(), M.ual().publisher(), 2).toString());

    assertThat(problemOf(nextNumber))
        .isEqualTo(problem.replace(M.ual().toString(), nextNumber.ual().toString()));
    assertThat(problemOf(change(M.merkleRoot(), "0".repeat(64)))).isEqualTo(problem);
    assertThat(problemOf(change("\"byte_size\":", "\"byte_size\":1"))).isEqualTo(problem);
    assertThat(problemOf(change("\"assets\":2", "\"assets\":3"))).isEqualTo(problem);
    assertThat(problemOf(change("\"triples\":3", "\"triples\":4"))).isEqualTo(problem);
    assertThat(problemOf(change("2026-01-31", "2026-02-01"))).isEqualTo(problem);
    assertThat(problemOf(change(M.signature(), "A".repeat(86) + "=="))).isEqualTo(problem);
    assertThat(problemOf(change(M.signature(), ""))).isEqualTo(problem);
    assertThat(problemOf(change(M.signature(), "?")))
        .isEqualTo(M.ual() + ": expected a signature in base64, found \"?\"");
  }

  @Test
  void keyOfAnother_isNotThePublishers() {
    NodeIdentity other = Samples.newIdentity();

    assertThat(problemOf(change(M.publisherKey(), other.publicKey())))
        .isEqualTo(
            M.ual()
                + ": expected the key of "
                + M.ual().publisher()
                + ", found that of "
                + other.peerId());
    assertThat(problemOf(change(M.publisherKey(), "AAAA")))
        .isEqualTo(M.ual() + ": expected a publisher key of 32 bytes in base64, found AAAA");
  }

  @Test
  void signedByAnotherInThePublishersName_isRefusedAtBothEnds() {
    NodeIdentity other = Samples.newIdentity();
    CanonicalRdf content = Samples.turtle("<http://e/a> <http://e/p> 1 .");

    assertThatThrownBy(() -> new ManifestSigner(other).sign(M.ual(), content, Instant.EPOCH))
        .hasMessage("expected a UAL of " + other.peerId() + ", found " + M.ual());
  }

  @Test
  void otherNetwork_isRefused() {
    assertThat(new CollectionVerifier("local:2").problem(GOOD))
        .hasValue(M.ual() + ": expected network local:2, found local:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://e/c | http://e/cc | expected 158 bytes, found 159 bytes",
        "http://e/c | http://e/d | expected Merkle root ",
        "> . | >\t. | expected Merkle root ",
      })
  void tamperedContent_isNotWhatWasSigned(String from, String to, String problem) {
    assertThat(
            VERIFIER.problem(
                new SignedCollection(M, GOOD.nquads().replaceFirst(from.replace(".", "\\."), to))))
        .hasValueSatisfying(p -> assertThat(p).startsWith(M.ual() + ": " + problem));
  }

  @Test
  void contentThatIsNoUtf16_isRefused() {
    String broken = GOOD.nquads().replace("é", "\uD800");

    assertThat(VERIFIER.problem(new SignedCollection(M, broken))).isPresent();
  }

  /** What a publisher may sign and nobody else has to keep. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a:s> <a:p> <a:o> . | expected a line feed after the last line, found none",
        "<a:s> <a:p> <a:o> .~<a:s> <a:p> <a:o> .~ | expected sorted lines, each once, found line 2 not after the one before it",
        "<a:t> <a:p> <a:o> .~<a:s> <a:p> <a:o> .~ | expected sorted lines, each once, found line 2 not after the one before it",
        "<a:s> <a:p>  <a:o> .~ | expected canonical N-Quads, found another spelling in line 1",
        "<a:s> <a:p> `\\u0041` .~ | expected canonical N-Quads, found another spelling in line 1",
        "<a:s> <a:p> `A`^^<http://www.w3.org/2001/XMLSchema#string> .~ | expected canonical N-Quads, found another spelling in line 1",
        "<a:s> <a:p> _:x .~ | expected blank nodes named c14n0, c14n1 …, found another name in line 1",
        "#~<a:s> <a:p> <a:o> .~ | expected 2 statements, found 1 statements",
        "nonsense~ | expected N-Quads: line 1: expected '<' or '_', found n",
        "<a:s> <a:p> <a:o> <did:dkg:local:1/0xa/1> .~ | expected N-Quads: line 1: expected a graph name that is no UAL, found did:dkg:local:1/0xa/1",
      })
  void signedNonsense_isRefused(String content, String problem) {
    String nquads = content.replace('~', '\n').replace('`', '"');
    List<byte[]> lines = NQuadLines.split(nquads.getBytes(StandardCharsets.UTF_8));
    SignedCollection signed =
        Samples.signed(
            1,
            new CanonicalRdf(
                nquads,
                nquads.getBytes(StandardCharsets.UTF_8).length,
                Assets.count(lines),
                lines.size(),
                HexFormat.of().formatHex(MerkleTree.root(lines))));

    assertThat(VERIFIER.problem(signed)).hasValue(signed.manifest().ual() + ": " + problem);
  }

  @Test
  void signedMeasuresThatAreWrong_areRefused() {
    CanonicalRdf c = Samples.turtle("<http://e/a> <http://e/p> 1 , 2 .");

    assertThat(
            VERIFIER.problem(
                Samples.signed(
                    1, new CanonicalRdf(c.nquads(), c.byteSize(), 1, 9, c.merkleRoot()))))
        .hasValueSatisfying(p -> assertThat(p).endsWith(": expected 9 triples, found 2 triples"));
    assertThat(
            VERIFIER.problem(
                Samples.signed(
                    1, new CanonicalRdf(c.nquads(), c.byteSize(), 9, 2, c.merkleRoot()))))
        .hasValueSatisfying(p -> assertThat(p).endsWith(": expected 9 assets, found 1 assets"));
  }

  @Test
  void signature_isOfTheBytesThatAnyoneCanMake() {
    assertThat(
            dev.telltale.node.identity.PublisherKey.verify(
                M.publisherKey(),
                ManifestJson.signedBytes(M),
                Base64.getDecoder().decode(M.signature())))
        .isTrue();
  }

  private static Manifest change(String from, String to) {
    String json = ManifestJson.toJson(M).toString();
    assertThat(json).contains(from);
    return ManifestJson.parse(json.replace(from, to));
  }

  private static String problemOf(Manifest manifest) {
    return VERIFIER.problem(new SignedCollection(manifest, GOOD.nquads())).orElse("none");
  }
}
