package dev.telltale.node.collection;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Resource;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFHandlerException;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.Rio;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.helpers.ParseErrorCollector;
import org.jspecify.annotations.Nullable;

/** One run of RDF4J's parser over a text, with an eye on what it lets pass. */
final class RdfReading extends AbstractRDFHandler {
  private static final Pattern RDF4J_PLACE = Pattern.compile(" \\[line \\d+[^]]*]$");
  private static final String UAL_SCHEME = "did:dkg:";

  private final RdfFormat format;
  private final String text;
  private final List<Statement> statements = new ArrayList<>();
  private final boolean keepBlankNames;
  private int read;

  RdfReading(RdfFormat format, String text) {
    this(format, text, false);
  }

  private RdfReading(RdfFormat format, String text, boolean keepBlankNames) {
    this.format = format;
    this.text = text;
    this.keepBlankNames = keepBlankNames;
  }

  /** Reads N-Quads, whose blank nodes all have names that can be kept. */
  static RdfReading keepingBlankNames(String nquads) {
    return new RdfReading(RdfFormat.N_QUADS, nquads, true);
  }

  List<Statement> statements() {
    RDFParser parser = Rio.createParser(rdf4j(format));
    parser.setParseErrorListener(new ParseErrorCollector()); // or RDF4J logs what it also throws
    parser.set(BasicParserSettings.PRESERVE_BNODE_IDS, keepBlankNames);
    parser.setRDFHandler(this);
    try {
      parser.parse(new CountingReader(), null);
      return statements;
    } catch (RDFParseException e) {
      throw new RdfSyntaxException(line(e), column(e), plain(e));
    } catch (IOException | RDFHandlerException e) {
      throw new IllegalStateException("a text in memory can't be read", e);
    }
  }

  @Override
  public void handleStatement(Statement statement) {
    if (statements.size() == ParsedRdf.MAX_STATEMENTS) {
      throw here("expected at most " + ParsedRdf.MAX_STATEMENTS + " triples, found more");
    }
    refuse(statement.getSubject());
    refuse(statement.getPredicate());
    refuse(statement.getObject());
    Resource graph = statement.getContext();
    if (graph != null) {
      refuse(graph);
      if (graph.stringValue().startsWith(UAL_SCHEME)) {
        throw here("expected a graph name that is no UAL, found " + graph.stringValue());
      }
    }
    statements.add(statement);
  }

  private void refuse(Value value) {
    if (value.isTriple()) {
      throw here("expected RDF 1.1, found a quoted triple");
    }
    String written = value.stringValue();
    for (int i = 0; i < written.length(); i++) {
      if (Character.isSurrogate(written.charAt(i))) {
        if (!Character.isSurrogatePair(
            written.charAt(i), i + 1 < written.length() ? written.charAt(i + 1) : ' ')) {
          throw here("expected characters, found half of one (an unpaired surrogate)");
        }
        i++;
      }
    }
    if (value instanceof Literal literal) {
      refuse(literal.getDatatype());
    }
  }

  private RdfSyntaxException here(String what) {
    return new RdfSyntaxException(Position.after(text, read).line(), 0, what);
  }

  private long line(RDFParseException e) {
    return e.getLineNumber() > 0 ? e.getLineNumber() : Position.after(text, read).line();
  }

  private long column(RDFParseException e) {
    if (format != RdfFormat.TURTLE) {
      return 0; // RDF4J reads these line by line and names the column where the line ends
    }
    Position at = Position.after(text, read);
    return at.line() == line(e) ? at.column() : 0;
  }

  private static String plain(RDFParseException e) {
    @Nullable String message = e.getMessage();
    if (message == null) {
      return "expected RDF, found something else";
    }
    String what = RDF4J_PLACE.matcher(message).replaceFirst("").replace("found: ", "found ");
    return switch (what) {
      case "Unexpected end of file" -> "expected more, found the end of the text";
      case "Unable to resolve URIs, no base URI has been set" ->
          "expected an absolute IRI, found a relative one and no @base";
      default -> decapitalised(what);
    };
  }

  /** "Expected …" as "expected …", but "IRI …" as it is. */
  private static String decapitalised(String what) {
    boolean word = what.length() > 1 && Character.isLowerCase(what.charAt(1));
    return word ? what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1) : what;
  }

  private static RDFFormat rdf4j(RdfFormat format) {
    return switch (format) {
      case TURTLE -> RDFFormat.TURTLE;
      case N_TRIPLES -> RDFFormat.NTRIPLES;
      case N_QUADS -> RDFFormat.NQUADS;
    };
  }

  /** Knows how far the parser read: RDF4J's Turtle parser does not tell the column. */
  private final class CountingReader extends Reader {
    private final StringReader delegate = new StringReader(text);

    @Override
    public int read() throws IOException {
      int c = delegate.read();
      read += c < 0 ? 0 : 1;
      return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int n = delegate.read(buffer, offset, length);
      read += Math.max(0, n);
      return n;
    }

    @Override
    public void close() {
      delegate.close();
    }
  }
}
