package dev.telltale.node.collection;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.rdf4j.model.Statement;

/** RDF that was read without a fault, and is not yet in canonical form. */
public final class ParsedRdf {
  /** Largest text that is read. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** Most statements that are taken; they have to fit into a node of 256 MiB a few times. */
  public static final int MAX_STATEMENTS = 150_000;

  private final List<Statement> statements;

  private ParsedRdf(List<Statement> statements) {
    this.statements = statements;
  }

  /**
   * Reads {@code utf8} as {@code format}.
   *
   * @throws RdfSyntaxException when it is something else, is empty, too large, or has relative IRIs
   */
  public static ParsedRdf parse(RdfFormat format, byte[] utf8) {
    if (utf8.length > MAX_BYTES) {
      throw new RdfSyntaxException(
          0, 0, "expected at most " + MAX_BYTES + " bytes, found " + utf8.length);
    }
    List<Statement> statements = new RdfReading(format, decode(utf8)).statements();
    if (statements.isEmpty()) {
      throw new RdfSyntaxException(0, 0, "expected at least one triple, found none");
    }
    return new ParsedRdf(statements);
  }

  /** How many were read; the same one may have been read twice. */
  public int statements() {
    return statements.size();
  }

  List<Statement> all() {
    return statements;
  }

  private static String decode(byte[] utf8) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer out = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      Position at = Position.after(text, text.length()).next();
      int found = utf8[in.position()] & 0xff;
      throw new RdfSyntaxException(
          at.line(), at.column(), "expected UTF-8, found byte 0x" + Integer.toHexString(found));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark is not content
  }
}
