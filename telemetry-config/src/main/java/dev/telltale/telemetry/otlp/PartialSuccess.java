package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Reason;

/**
 * The part of an OTLP export response that says that some items were not taken: {@code
 * partial_success = 1 { rejected_… = 1, error_message = 2 }}, the same for every signal. The SDK
 * does not read it, so a collector's rejections would be silent.
 */
record PartialSuccess(long rejected, String message) {
  private static final PartialSuccess NONE = new PartialSuccess(0, "");

  /** A body that is not such a response rejects nothing: the status was a success. */
  static PartialSuccess parse(byte[] body) {
    try {
      PartialSuccess found = NONE;
      ProtoFields response = new ProtoFields(body);
      while (response.next()) {
        if (response.isBytes(1)) {
          found = found.with(new ProtoFields(response.bytes()));
        }
      }
      return found;
    } catch (IllegalArgumentException e) {
      return NONE;
    }
  }

  /** A field that is there twice is merged, as protobuf has it. */
  private PartialSuccess with(ProtoFields partial) {
    long rejected = this.rejected;
    String message = this.message;
    while (partial.next()) {
      if (partial.isNumber(1)) {
        rejected = partial.number();
      } else if (partial.isBytes(2)) {
        message = Reason.oneLine(partial.text());
      }
    }
    return new PartialSuccess(Math.max(0, rejected), message);
  }
}
