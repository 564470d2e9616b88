package dev.telltale.telemetry.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Counts the spans of an OTLP request without making anything of them. */
final class SpanCount {
  private static final int[] PATH = {1, 2, 2}; // resource_spans, scope_spans, spans

  private SpanCount() {}

  static int of(byte[] request) throws IOException {
    return count(CodedInputStream.newInstance(request), 0);
  }

  private static int count(CodedInputStream in, int depth) throws IOException {
    int spans = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != PATH[depth]) {
        in.skipField(tag);
      } else if (depth == PATH.length - 1) {
        in.skipField(tag);
        spans++;
      } else {
        int limit = in.pushLimit(in.readRawVarint32());
        spans += count(in, depth + 1);
        in.popLimit(limit);
      }
    }
    return spans;
  }
}
