package dev.telltale.node.collection;

import java.util.List;
import org.eclipse.rdf4j.model.Statement;

/** Canonical N-Quads back as statements, with the blank nodes named as they are written. */
public final class CanonicalNQuads {
  private CanonicalNQuads() {}

  /**
   * The statements of {@code nquads}, one a line.
   *
   * @throws RdfSyntaxException when it is not N-Quads
   */
  public static List<Statement> read(String nquads) {
    return RdfReading.keepingBlankNames(nquads).statements();
  }
}
