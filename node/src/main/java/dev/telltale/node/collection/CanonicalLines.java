package dev.telltale.node.collection;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.rdf4j.model.BNode;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether lines are N-Quads as RDFC-1.0 writes them: in order, each once, in the one
 * spelling.
 *
 * <p>It does not name the blank nodes again: that may take for ever, and a publisher who names them
 * oddly harms no one.
 */
final class CanonicalLines {
  private static final Pattern CANONICAL_LABEL = Pattern.compile("c14n(0|[1-9][0-9]{0,8})");

  private CanonicalLines() {}

  static Optional<String> problem(String nquads, List<byte[]> lines) {
    if (!nquads.endsWith("\n")) {
      return CollectionVerifier.expected("a line feed after the last line", "none");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (NQuadLines.ORDER.compare(lines.get(i - 1), lines.get(i)) >= 0) {
        return CollectionVerifier.expected(
            "sorted lines, each once", "line " + (i + 1) + " not after the one before it");
      }
    }
    try {
      return spellingProblem(CanonicalNQuads.read(nquads), lines);
    } catch (RdfSyntaxException e) {
      return Optional.of("expected N-Quads: " + e.getMessage());
    }
  }

  private static Optional<String> spellingProblem(List<Statement> statements, List<byte[]> lines) {
    if (statements.size() != lines.size()) {
      return CollectionVerifier.expected(
          lines.size() + " statements", statements.size() + " statements");
    }
    StringWriter respelt = new StringWriter();
    NQuadsWriter writer = new NQuadsWriter(respelt);
    for (int i = 0; i < lines.size(); i++) {
      Statement statement = statements.get(i);
      if (oddBlank(statement.getSubject())
          || oddBlank(statement.getObject())
          || oddBlank(statement.getContext())) {
        return CollectionVerifier.expected(
            "blank nodes named c14n0, c14n1 …", "another name in line " + (i + 1));
      }
      respelt.getBuffer().setLength(0);
      try {
        NQuadLines.pass(statement, writer);
      } catch (RdfConsumerException e) {
        throw new IllegalStateException("a text in memory can't be written", e);
      }
      String line = new String(lines.get(i), StandardCharsets.UTF_8);
      if (!respelt.toString().equals(line + "\n")) {
        return CollectionVerifier.expected(
            "canonical N-Quads", "another spelling in line " + (i + 1));
      }
    }
    return Optional.empty();
  }

  private static boolean oddBlank(@Nullable Value value) {
    return value instanceof BNode blank && !CANONICAL_LABEL.matcher(blank.getID()).matches();
  }
}
