package dev.telltale.node.api;

import dev.telltale.node.network.Problem;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem. */
final class ApiProblem extends RuntimeException {
  private final transient Problem problem;
  private final transient Map<String, String> headers = new HashMap<>();
  private @Nullable String operationId;

  ApiProblem(int status, String title, String detail) {
    super(detail);
    this.problem = new Problem(status, title, detail);
  }

  ApiProblem with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  ApiProblem of(String operation) {
    this.operationId = operation;
    return this;
  }

  ApiResponse response(CurrentTrace trace) {
    return new ApiResponse(
        problem.status(),
        Problem.CONTENT_TYPE,
        headers,
        problem.json(trace.traceId().orElse(null), operationId));
  }
}
