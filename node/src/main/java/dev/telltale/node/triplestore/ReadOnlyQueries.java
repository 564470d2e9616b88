package dev.telltale.node.triplestore;

import dev.telltale.node.triplestore.QueryException.Reason;
import org.eclipse.rdf4j.query.MalformedQueryException;
import org.eclipse.rdf4j.query.QueryLanguage;
import org.eclipse.rdf4j.query.algebra.Service;
import org.eclipse.rdf4j.query.algebra.helpers.AbstractQueryModelVisitor;
import org.eclipse.rdf4j.query.parser.ParsedBooleanQuery;
import org.eclipse.rdf4j.query.parser.ParsedGraphQuery;
import org.eclipse.rdf4j.query.parser.ParsedQuery;
import org.eclipse.rdf4j.query.parser.QueryParserUtil;

/** Takes SPARQL text from callers and lets pass what only reads, and only here. */
public final class ReadOnlyQueries {
  /** Longest text that is looked at. */
  public static final int MAX_CHARACTERS = 64 * 1024;

  private ReadOnlyQueries() {}

  /**
   * Reads {@code sparql} as a query.
   *
   * @throws QueryException when it is none, changes something, or calls another server
   */
  public static ReadOnlyQuery parse(String sparql) {
    if (sparql.length() > MAX_CHARACTERS) {
      throw new QueryException(
          Reason.NOT_ALLOWED,
          "query: expected at most " + MAX_CHARACTERS + " characters, found " + sparql.length());
    }
    ParsedQuery parsed = parsed(sparql);
    parsed.getTupleExpr().visit(new RefusesService());
    if (parsed instanceof ParsedBooleanQuery) {
      return new ReadOnlyQuery(sparql, QueryForm.ASK);
    }
    return new ReadOnlyQuery(
        sparql, parsed instanceof ParsedGraphQuery ? QueryForm.CONSTRUCT : QueryForm.SELECT);
  }

  private static ParsedQuery parsed(String sparql) {
    try {
      return QueryParserUtil.parseQuery(QueryLanguage.SPARQL, sparql, null);
    } catch (MalformedQueryException e) {
      if (isUpdate(sparql)) {
        throw new QueryException(
            Reason.NOT_ALLOWED,
            "query: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found an update");
      }
      throw new QueryException(Reason.MALFORMED, "query: expected SPARQL: " + firstLine(e));
    } catch (StackOverflowError e) {
      throw new QueryException(Reason.MALFORMED, "query: expected less nesting");
    }
  }

  private static boolean isUpdate(String sparql) {
    try {
      return !QueryParserUtil.parseUpdate(QueryLanguage.SPARQL, sparql, null)
          .getUpdateExprs()
          .isEmpty();
    } catch (MalformedQueryException e) {
      return false; // neither query nor update
    }
  }

  private static String firstLine(MalformedQueryException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static final class RefusesService extends AbstractQueryModelVisitor<QueryException> {
    @Override
    public void meet(Service service) {
      throw new QueryException(
          Reason.NOT_ALLOWED, "query: expected a query of this node alone, found SERVICE");
    }
  }
}
