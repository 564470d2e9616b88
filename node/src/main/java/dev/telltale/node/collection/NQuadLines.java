package dev.telltale.node.collection;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.rdf4j.model.BNode;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Resource;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.jspecify.annotations.Nullable;

/** Statements as titanium's canonical N-Quads sees them, and their lines. */
final class NQuadLines {
  /** By code point, as RDFC-1.0 sorts; Java's own order differs beyond the basic plane. */
  static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

  private NQuadLines() {}

  static void pass(Statement statement, RdfQuadConsumer to) throws RdfConsumerException {
    Value object = statement.getObject();
    @Nullable String graph = statement.getContext() == null ? null : term(statement.getContext());
    String subject = term(statement.getSubject());
    String predicate = statement.getPredicate().stringValue();
    if (object instanceof Literal literal) {
      // Without a datatype titanium would take the text for an IRI, even with a language.
      to.quad(
          subject,
          predicate,
          literal.getLabel(),
          literal.getDatatype().stringValue(),
          literal.getLanguage().orElse(null),
          null,
          graph);
    } else {
      to.quad(subject, predicate, term((Resource) object), null, null, null, graph);
    }
  }

  private static String term(Resource resource) {
    return resource instanceof BNode blank ? "_:" + blank.getID() : resource.stringValue();
  }

  /** The lines of {@code nquads} in UTF-8, without their line feeds. */
  static List<byte[]> split(byte[] nquads) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < nquads.length; i++) {
      if (nquads[i] == '\n') {
        lines.add(Arrays.copyOfRange(nquads, start, i));
        start = i + 1;
      }
    }
    if (start < nquads.length) {
      lines.add(Arrays.copyOfRange(nquads, start, nquads.length));
    }
    return lines;
  }

  static String join(List<byte[]> lines) {
    int size = lines.stream().mapToInt(line -> line.length + 1).sum();
    byte[] all = new byte[size];
    int at = 0;
    for (byte[] line : lines) {
      System.arraycopy(line, 0, all, at, line.length);
      at += line.length;
      all[at++] = '\n';
    }
    return new String(all, StandardCharsets.UTF_8);
  }
}
