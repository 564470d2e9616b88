package dev.telltale.node.api;

import dev.telltale.node.collection.CanonicalRdf;
import dev.telltale.node.collection.CanonicalisationTimeout;
import dev.telltale.node.collection.Manifest;
import dev.telltale.node.collection.ParsedRdf;
import dev.telltale.node.collection.RdfFormat;
import dev.telltale.node.collection.RdfSyntaxException;
import dev.telltale.node.collection.SignedCollection;
import dev.telltale.node.command.Command;
import dev.telltale.node.command.CommandKind;
import dev.telltale.node.command.CommandQueue;
import dev.telltale.node.operation.Operations;
import dev.telltale.node.operation.StoreToPeers;
import dev.telltale.node.projection.ProjectedLog;
import dev.telltale.node.repository.OperationKind;
import dev.telltale.node.repository.OperationRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/publish} and {@code GET /v1/publish/<operation_id>}.
 *
 * <p>400 for RDF that does not parse, 415 for another content type, 422 for a graph that can't be
 * canonicalised in time, 503 when the queue has no place; nothing is changed by any of them.
 */
public final class PublishEndpoint {
  private static final Logger log = LoggerFactory.getLogger(PublishEndpoint.class);
  private static final Duration CANONICALISATION = Duration.ofSeconds(5);

  private final Commands commands;
  private final Operations operations;
  private final ProjectedLog collections;
  private final StoreToPeers storeToPeers;
  private final CurrentTrace trace;

  public PublishEndpoint(
      CommandQueue queue,
      Operations operations,
      ProjectedLog collections,
      StoreToPeers storeToPeers,
      CurrentTrace trace) {
    this.commands = new Commands(queue);
    this.operations = operations;
    this.collections = collections;
    this.storeToPeers = storeToPeers;
    this.trace = trace;
  }

  ApiResponse publish(ApiRequest request) {
    ParsedRdf rdf = parsed(request);
    OperationRecord operation = operations.begin(OperationKind.PUBLISH);
    SignedCollection published = commit(operation.id(), rdf);
    operations.inProgress(operation.id(), published.manifest().ual());
    try {
      operations.runInBackground(operation.id(), () -> storeToPeers.run(operation.id(), published));
    } catch (RejectedExecutionException e) {
      operations.failed(operation.id(), String.valueOf(e.getMessage()), 0, 0);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("operation_id", operation.id());
    answer.put("ual", published.manifest().ual().toString());
    trace.traceId().ifPresent(id -> answer.put("trace_id", id));
    return Json.answer(202, answer);
  }

  ApiResponse status(ApiRequest request) {
    String id = request.path().substring("/v1/publish/".length());
    OperationRecord operation =
        operations
            .find(id)
            .orElseThrow(
                () -> new ApiProblem(404, "Not found", "operation_id: not known to this node"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("operation_id", operation.id());
    answer.put("kind", operation.kind().label());
    answer.put("status", operation.status().label());
    if (operation.ual() != null) answer.put("ual", operation.ual().toString());
    if (operation.reason() != null) answer.put("reason", operation.reason());
    answer.put("peers", operation.peers());
    answer.put("acknowledged_by", operation.acknowledgedBy());
    answer.put("created_at", operation.createdAt().toString());
    answer.put("changed_at", operation.changedAt().toString());
    return Json.answer(200, answer);
  }

  private static ParsedRdf parsed(ApiRequest request) {
    String type = request.headers().getOrDefault("content-type", "");
    RdfFormat format =
        RdfFormat.ofContentType(type)
            .orElseThrow(
                () ->
                    new ApiProblem(
                        415,
                        "Unsupported content type",
                        "Content-Type: expected "
                            + Arrays.stream(RdfFormat.values())
                                .map(RdfFormat::contentType)
                                .collect(Collectors.joining(", "))));
    try {
      return ParsedRdf.parse(format, request.body());
    } catch (RdfSyntaxException e) {
      throw new ApiProblem(400, "Malformed RDF", String.valueOf(e.getMessage()));
    }
  }

  private SignedCollection commit(String operationId, ParsedRdf rdf) {
    try {
      return commands.run(
          new Command<>(
              CommandKind.PUBLISH_COLLECTION, operationId, null, null, () -> publish(rdf)));
    } catch (CanonicalisationTimeout e) {
      operations.failed(operationId, String.valueOf(e.getMessage()), 0, 0);
      throw new ApiProblem(422, "Graph too complex", String.valueOf(e.getMessage()))
          .of(operationId);
    } catch (ApiProblem e) {
      operations.failed(operationId, String.valueOf(e.getMessage()), 0, 0);
      throw e.of(operationId);
    } catch (RuntimeException e) {
      operations.failed(operationId, "a fault of this node: see its log", 0, 0);
      throw e;
    }
  }

  private SignedCollection publish(ParsedRdf rdf) {
    SignedCollection published = collections.publish(CanonicalRdf.of(rdf, CANONICALISATION));
    Manifest manifest = published.manifest();
    log.atInfo()
        .addKeyValue("ual", manifest.ual())
        .log(
            "published {}: {} triples about {} assets, root {}",
            manifest.ual(),
            manifest.triples(),
            manifest.assets(),
            manifest.merkleRoot());
    return published;
  }
}
