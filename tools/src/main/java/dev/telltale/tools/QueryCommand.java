package dev.telltale.tools;

import dev.telltale.tools.remote.RemoteAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code telltale query}: asks the node's triple store in SPARQL. */
@Command(
    name = "query",
    description = "Asks the node's triple store in SPARQL, read-only.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class QueryCommand implements Callable<Integer> {
  enum Format {
    table,
    json
  }

  @Spec private CommandSpec spec;
  @Mixin private NodeAddress node;

  @Parameters(
      paramLabel = "SPARQL",
      description = "The query; @FILE reads it from a file, - from standard input.")
  private String query;

  @Option(
      names = "--format",
      description = "Of SELECT and ASK: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "table")
  private Format format;

  @Override
  public Integer call() throws IOException {
    RemoteAnswer answer = node.client().query(sparql());
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json || !answer.mediaType().equals("application/sparql-results+json")) {
      out.print(answer.text());
      if (!answer.text().endsWith("\n") && answer.body().length > 0) out.println();
    } else {
      JsonNode results = answer.json();
      if (results.has("boolean")) out.println(results.path("boolean").asBoolean());
      else QueryTable.of(results).print(out);
    }
    out.flush();
    return 0;
  }

  private String sparql() throws IOException {
    if (query.equals("-")) {
      return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (!query.startsWith("@")) return query;
    Path file = Path.of(query.substring(1));
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": expected a file with a query, found none");
    }
    return Files.readString(file);
  }
}
