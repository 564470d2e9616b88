package dev.telltale.node.triplestore;

import dev.telltale.node.collection.CanonicalNQuads;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.collection.Ual;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.rdf4j.model.BNode;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Resource;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;

/**
 * A collection as the store keeps it: the default graph under the UAL's name, and blank nodes with
 * names that follow from UAL and label, so that the same collection always is the same statements.
 */
record Projection(List<Statement> statements) {
  private static final SimpleValueFactory VALUES = SimpleValueFactory.getInstance();

  static Projection of(SignedCollection collection) {
    Ual ual = collection.manifest().ual();
    IRI defaultGraph = VALUES.createIRI(ual.toString());
    String prefix = prefix(ual);
    return new Projection(
        CanonicalNQuads.read(collection.nquads()).stream()
            .map(
                s ->
                    VALUES.createStatement(
                        (Resource) named(s.getSubject(), prefix),
                        s.getPredicate(),
                        named(s.getObject(), prefix),
                        s.getContext() == null
                            ? defaultGraph
                            : (Resource) named(s.getContext(), prefix)))
            .toList());
  }

  private static Value named(Value value, String prefix) {
    return value instanceof BNode blank ? VALUES.createBNode(prefix + blank.getID()) : value;
  }

  private static String prefix(Ual ual) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(ual.toString().getBytes(StandardCharsets.UTF_8));
      return "b" + HexFormat.of().formatHex(Arrays.copyOf(digest, 8)) + "-";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
