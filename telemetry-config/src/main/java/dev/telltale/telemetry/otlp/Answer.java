package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Elapsed;
import dev.telltale.telemetry.watch.Reason;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.InterruptedIOException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * What came back for one request.
 *
 * @param rejected spans of it that the collector did not take; meaningful when accepted
 * @param what in words, without anything that a collector could have echoed from the request's
 *     headers
 */
record Answer(Verdict verdict, long rejected, String what) {
  enum Verdict {
    ACCEPTED,
    /** The same request may be accepted later. */
    TRY_AGAIN,
    /** The fault is in the request: it would never be accepted. */
    REFUSED
  }

  static Answer tryAgain(String what) {
    return new Answer(Verdict.TRY_AGAIN, 0, what);
  }

  static Answer of(HttpResponse response) {
    int status = response.getStatusCode();
    if (status / 100 == 2) {
      return accepted(response.getResponseBody());
    }
    // 401, 403 and 404 are a wrong token or path: someone will repair it, and until then the
    // spans wait. 400, 413, 500 and the like would come back each time and stop all that follow.
    boolean again =
        switch (status) {
          case 401, 403, 404, 405, 407, 408, 415, 429, 502, 503, 504 -> true;
          default -> false;
        };
    return new Answer(again ? Verdict.TRY_AGAIN : Verdict.REFUSED, 0, "HTTP " + status);
  }

  static Answer of(GrpcResponse response) {
    // Servers say so when a request is too large for them, and it will be each time.
    String description = String.valueOf(response.getStatusDescription());
    boolean tooLarge =
        description.contains("larger than max") || description.contains("exceeds maximum");
    Verdict verdict =
        switch (response.getStatusCode()) {
          case OK -> Verdict.ACCEPTED;
          case CANCELLED,
              DEADLINE_EXCEEDED,
              ABORTED,
              OUT_OF_RANGE,
              UNAVAILABLE,
              DATA_LOSS,
              RESOURCE_EXHAUSTED,
              UNAUTHENTICATED,
              PERMISSION_DENIED,
              UNIMPLEMENTED ->
              Verdict.TRY_AGAIN;
          default -> Verdict.REFUSED;
        };
    return verdict == Verdict.ACCEPTED
        ? accepted(response.getResponseMessage())
        : new Answer(tooLarge ? Verdict.REFUSED : verdict, 0, "gRPC " + response.getStatusCode());
  }

  static Answer of(Throwable thrown, Duration timeout) {
    if (thrown instanceof InterruptedIOException) {
      return tryAgain("no answer within " + Elapsed.words(timeout));
    }
    String reason = Reason.of(thrown);
    return tryAgain(thrown instanceof SSLException ? "TLS: " + reason : reason);
  }

  private static Answer accepted(byte[] body) {
    PartialSuccess partial = PartialSuccess.parse(body);
    return new Answer(Verdict.ACCEPTED, partial.rejected(), partial.message());
  }
}
