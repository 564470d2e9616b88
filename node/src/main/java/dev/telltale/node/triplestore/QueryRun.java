package dev.telltale.node.triplestore;

import dev.telltale.node.triplestore.QueryException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.Dataset;
import org.eclipse.rdf4j.query.GraphQueryResult;
import org.eclipse.rdf4j.query.QueryLanguage;
import org.eclipse.rdf4j.query.TupleQueryResult;
import org.eclipse.rdf4j.query.parser.QueryParserUtil;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLBooleanJSONWriter;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLResultsJSONWriter;
import org.eclipse.rdf4j.repository.sail.SailRepositoryConnection;
import org.eclipse.rdf4j.rio.helpers.BasicWriterSettings;
import org.eclipse.rdf4j.rio.ntriples.NTriplesWriter;
import org.jspecify.annotations.Nullable;

/** One query, from its start to the written answer. */
final class QueryRun {
  static final String RESULTS_JSON = "application/sparql-results+json";
  static final String N_TRIPLES = "application/n-triples";

  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private final SailRepositoryConnection connection;
  private final QueryLimits limits;
  private final Deadline deadline;
  private int rows;

  QueryRun(SailRepositoryConnection connection, QueryLimits limits) {
    this.connection = connection;
    this.limits = limits;
    this.deadline = new Deadline(limits.time());
  }

  QueryAnswer answer(ReadOnlyQuery query) {
    refuseForeignGraphs(query.sparql());
    TimedStrategy.Factory.within(deadline);
    try {
      return switch (query.form()) {
        case ASK -> ask(query.sparql());
        case SELECT -> select(query.sparql());
        case CONSTRUCT -> construct(query.sparql());
      };
    } catch (OutOfMemoryError | StackOverflowError e) {
      // What it asked for is garbage by now; the node itself is as well as before.
      throw new QueryException(
          Reason.TOO_MANY_ROWS,
          "query: expected to fit into this node's memory, found it does not");
    } finally {
      TimedStrategy.Factory.done();
    }
  }

  private QueryAnswer ask(String sparql) {
    var query = connection.prepareBooleanQuery(QueryLanguage.SPARQL, sparql);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SPARQLBooleanJSONWriter writer = new SPARQLBooleanJSONWriter(out);
    writer.getWriterConfig().set(BasicWriterSettings.PRETTY_PRINT, false);
    writer.handleBoolean(query.evaluate());
    return new QueryAnswer(RESULTS_JSON, out.toString(StandardCharsets.UTF_8), 1);
  }

  private QueryAnswer select(String sparql) {
    var query = connection.prepareTupleQuery(QueryLanguage.SPARQL, sparql);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SPARQLResultsJSONWriter writer = new SPARQLResultsJSONWriter(out);
    writer.getWriterConfig().set(BasicWriterSettings.PRETTY_PRINT, false);
    try (TupleQueryResult result = query.evaluate()) {
      writer.startQueryResult(result.getBindingNames());
      while (result.hasNext()) {
        BindingSet row = result.next();
        countRow(out.size());
        writer.handleSolution(row);
      }
      writer.endQueryResult();
    }
    return new QueryAnswer(RESULTS_JSON, out.toString(StandardCharsets.UTF_8), rows);
  }

  private QueryAnswer construct(String sparql) {
    var query = connection.prepareGraphQuery(QueryLanguage.SPARQL, sparql);
    StringWriter out = new StringWriter();
    NTriplesWriter writer = new NTriplesWriter(out);
    try (GraphQueryResult result = query.evaluate()) {
      writer.startRDF();
      while (result.hasNext()) {
        Statement triple = result.next();
        countRow(out.getBuffer().length());
        writer.handleStatement(triple);
      }
      writer.endRDF();
    }
    return new QueryAnswer(N_TRIPLES, out.toString(), rows);
  }

  private void countRow(int written) {
    deadline.check();
    if (written > MAX_ANSWER) {
      throw new QueryException(
          Reason.TOO_MANY_ROWS,
          "query: expected an answer of at most " + MAX_ANSWER + " bytes, found more; add a LIMIT");
    }
    if (++rows > limits.rows()) {
      throw new QueryException(
          Reason.TOO_MANY_ROWS,
          "query: expected at most " + limits.rows() + " rows, found more; add a LIMIT");
    }
  }

  /** FROM and FROM NAMED name graphs of this store; nothing is ever loaded from elsewhere. */
  private void refuseForeignGraphs(String sparql) {
    @Nullable Dataset dataset =
        QueryParserUtil.parseQuery(QueryLanguage.SPARQL, sparql, null).getDataset();
    if (dataset == null) {
      return;
    }
    for (Set<IRI> graphs : List.of(dataset.getDefaultGraphs(), dataset.getNamedGraphs())) {
      for (IRI graph : graphs) {
        if (!connection.hasStatement(null, null, null, false, graph)) {
          throw new QueryException(
              Reason.NOT_ALLOWED,
              "query: expected a graph of this store after FROM, found <" + graph + ">");
        }
      }
    }
  }
}
