package dev.telltale.node.collection;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.canon.RdfCanon;
import com.apicatalog.rdf.canon.RdfCanonTimeTicker;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.rdf4j.model.Statement;

/**
 * RDF in the one form that all graphs of the same meaning share (RDFC-1.0), and its measures.
 *
 * @param nquads sorted, distinct lines, each ended by a line feed
 * @param byteSize length of {@code nquads} in UTF-8
 * @param assets distinct IRI subjects
 * @param triples lines
 * @param merkleRoot 64 lower-case hex digits over the lines without their line feeds
 */
public record CanonicalRdf(
    String nquads, long byteSize, int assets, int triples, String merkleRoot) {

  /**
   * Gives {@code rdf} its canonical form.
   *
   * @throws CanonicalisationTimeout when naming its blank nodes takes longer than {@code limit}
   * @throws RdfSyntaxException when its canonical form is too large
   */
  public static CanonicalRdf of(ParsedRdf rdf, Duration limit) {
    RdfCanon canon = RdfCanon.create("SHA-256", new RdfCanonTimeTicker(limit.toMillis()));
    LineWriter lines = new LineWriter();
    try {
      for (Statement statement : rdf.all()) {
        NQuadLines.pass(statement, canon);
      }
      canon.provide(new NQuadsWriter(lines));
    } catch (IllegalStateException e) {
      throw new CanonicalisationTimeout(limit); // the only one that titanium throws: its ticker's
    } catch (RdfConsumerException e) {
      throw new IllegalStateException("a text in memory can't be written", e);
    }
    return ofLines(lines.lines());
  }

  private static CanonicalRdf ofLines(List<byte[]> lines) {
    List<byte[]> sorted = lines.stream().sorted(NQuadLines.ORDER).toList();
    String nquads = NQuadLines.join(sorted);
    long byteSize = sorted.stream().mapToLong(line -> line.length + 1L).sum();
    return new CanonicalRdf(
        nquads,
        byteSize,
        Assets.count(sorted),
        sorted.size(),
        HexFormat.of().formatHex(MerkleTree.root(sorted)));
  }
}
