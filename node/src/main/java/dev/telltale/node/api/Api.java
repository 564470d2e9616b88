package dev.telltale.node.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the endpoint for a request, and turns whatever it throws into a problem. */
public final class Api implements ApiHandler {
  private static final Logger log = LoggerFactory.getLogger(Api.class);

  /** Answers one kind of request; may throw {@link ApiProblem}. */
  interface Endpoint extends Function<ApiRequest, ApiResponse> {}

  private record Route(String method, String path, Endpoint endpoint) {}

  private final List<Route> routes;
  private final CurrentTrace trace;

  public Api(
      PublishEndpoint publish,
      GetEndpoint get,
      QueryEndpoint query,
      StateEndpoints state,
      HealthEndpoints health,
      CurrentTrace trace) {
    this.trace = trace;
    this.routes =
        List.of(
            new Route("POST", "/v1/publish", publish::publish),
            new Route("GET", "/v1/publish/*", publish::status),
            new Route("GET", "/v1/get", get),
            new Route("POST", "/v1/query", query),
            new Route("GET", "/v1/info", state::info),
            new Route("GET", "/v1/peers", state::peers),
            new Route("GET", "/v1/sync", state::sync),
            new Route("GET", "/health", health::health),
            new Route("GET", "/health/live", health::live),
            new Route("GET", "/health/ready", health::ready));
  }

  @Override
  public ApiResponse handle(ApiRequest request) {
    try {
      return find(request).apply(request);
    } catch (ApiProblem e) {
      return e.response(trace);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("{} {} failed", request.method(), request.path());
      return new ApiProblem(
              500, "Internal error", "expected no fault of ours, found one: see the log")
          .response(trace);
    }
  }

  private Endpoint find(ApiRequest request) {
    Map<String, Endpoint> byMethod = new LinkedHashMap<>();
    for (Route route : routes) {
      if (matches(route.path(), request.path())) byMethod.put(route.method(), route.endpoint());
    }
    if (byMethod.isEmpty()) {
      String paths = routes.stream().map(Route::path).collect(Collectors.joining(", "));
      throw new ApiProblem(404, "Not found", "path: expected one of " + paths);
    }
    Endpoint endpoint = byMethod.get(request.method());
    if (endpoint == null) {
      String allowed = String.join(", ", byMethod.keySet());
      throw new ApiProblem(405, "Method not allowed", "method: expected " + allowed)
          .with("Allow", allowed);
    }
    return endpoint;
  }

  private static boolean matches(String route, String path) {
    if (!route.endsWith("*")) return route.equals(path);
    String start = route.substring(0, route.length() - 1);
    return path.startsWith(start) && path.length() > start.length();
  }
}
