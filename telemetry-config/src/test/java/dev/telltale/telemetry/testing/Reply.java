package dev.telltale.telemetry.testing;

import io.grpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver says to a request.
 *
 * @param httpStatus over HTTP; 200 for success
 * @param grpcStatus over gRPC
 * @param rejected items that it says it did not take, with {@code message}
 * @param retryAfterSeconds how long it asks to be left alone; null when it does not
 */
public record Reply(
    int httpStatus,
    Status grpcStatus,
    long rejected,
    String message,
    @Nullable Integer retryAfterSeconds) {
  public static final Reply ACCEPT = new Reply(200, Status.OK, 0, "", null);
  public static final Reply UNAUTHORIZED = of(401, Status.UNAUTHENTICATED);
  public static final Reply BAD_REQUEST = of(400, Status.INVALID_ARGUMENT);
  public static final Reply UNAVAILABLE = of(503, Status.UNAVAILABLE);
  public static final Reply BROKEN = of(500, Status.INTERNAL);

  public static Reply of(int httpStatus, Status grpcStatus) {
    return new Reply(httpStatus, grpcStatus, 0, "", null);
  }

  /** A success that is none for some of the items. */
  public static Reply rejecting(long items, String message) {
    return new Reply(200, Status.OK, items, message, null);
  }

  public Reply retryAfter(int seconds) {
    return new Reply(httpStatus, grpcStatus, rejected, message, seconds);
  }

  boolean accepted() {
    return httpStatus == 200;
  }

  /** The same for every signal. */
  byte[] body() {
    ExportTraceServiceResponse.Builder body = ExportTraceServiceResponse.newBuilder();
    if (rejected > 0) {
      body.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(rejected)
              .setErrorMessage(message));
    }
    return body.build().toByteArray();
  }
}
