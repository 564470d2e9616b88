package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.otlp.Answer.Cause;
import java.util.Locale;

/**
 * What a status means for the request it answers. Only a status that blames the request itself
 * refuses it for good; an expired token, a wrong path or a broken server is repaired some day, and
 * until then the request is kept.
 */
final class Verdicts {
  private static final int OK = 0;
  private static final int UNKNOWN = 2;
  private static final int INVALID_ARGUMENT = 3;
  private static final int PERMISSION_DENIED = 7;
  private static final int RESOURCE_EXHAUSTED = 8;
  private static final int UNAUTHENTICATED = 16;

  private static final String[] GRPC_CODES = {
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED"
  };

  private Verdicts() {}

  static Answer ofHttp(int status, byte[] body) {
    if (status / 100 == 2) {
      return Answer.delivered(body);
    }
    String what = "HTTP " + status;
    return switch (status) {
      case 400, 413 -> Answer.refused(what);
      case 401, 403, 407 -> Answer.kept(what, Cause.CREDENTIALS);
      case 404, 405, 408, 429, 502, 503, 504 -> Answer.kept(what, Cause.ENDPOINT);
      // A redirect says that the endpoint is wrong: it is not followed, a token would go along.
      default -> Answer.kept(what, status / 100 == 3 ? Cause.ENDPOINT : Cause.UNKNOWN);
    };
  }

  /** An answer to a gRPC request that does not come from a gRPC server. */
  static Answer ofGrpcOverHttp(int status) {
    boolean credentials = status == 401 || status == 403 || status == 407;
    return Answer.kept("HTTP " + status, credentials ? Cause.CREDENTIALS : Cause.ENDPOINT);
  }

  /**
   * @param message of the trailer, as the server wrote it
   */
  static Answer ofGrpc(int code, String message, byte[] body) {
    String what =
        "gRPC " + (code >= 0 && code < GRPC_CODES.length ? GRPC_CODES[code] : "status " + code);
    return switch (code) {
      case OK -> Answer.delivered(body);
      case INVALID_ARGUMENT -> Answer.refused(what);
      case RESOURCE_EXHAUSTED ->
          tooLarge(message) ? Answer.refused(what) : Answer.kept(what, Cause.ENDPOINT);
      case UNAUTHENTICATED, PERMISSION_DENIED -> Answer.kept(what, Cause.CREDENTIALS);
      case UNKNOWN, 5, 6, 9, 11, 13, 15 -> Answer.kept(what, Cause.UNKNOWN);
      default -> Answer.kept(what, Cause.ENDPOINT);
    };
  }

  /** Servers say so when a request is too large for them, and it will be each time. */
  private static boolean tooLarge(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("larger than max") || text.contains("exceeds maximum");
  }
}
