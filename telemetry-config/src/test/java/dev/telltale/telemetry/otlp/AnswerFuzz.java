package dev.telltale.telemetry.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.telltale.telemetry.fuzz.Readable;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/** Any answer says how many were rejected, the same as OTLP's own classes where these read it. */
public final class AnswerFuzz {
  private AnswerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    PartialSuccess read = PartialSuccess.parse(input);

    Readable.check(read.rejected() >= 0, read.toString());
    if (!read.message().isBlank()) {
      Readable.line(read.message());
    }
    try {
      ExportTracePartialSuccess expected =
          ExportTraceServiceResponse.parseFrom(input).getPartialSuccess();
      Readable.check(
          read.rejected() == Math.max(0, expected.getRejectedSpans()),
          "expected " + expected.getRejectedSpans() + ", found " + read);
    } catch (InvalidProtocolBufferException e) {
      // Not a response; what was said of it is checked above.
    }
  }
}
