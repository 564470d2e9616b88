package dev.telltale.node.telemetry;

/** How an HTTP answer reads as the status of a span: completed, refused, busy or failed. */
final class Reply {
  private Reply() {}

  /** 404 is an answer like another: "there is none" is what was asked for. */
  static String status(int http) {
    if (http < 400 || http == 404) return "completed";
    if (http == 503 || http == 429) return "busy";
    return http < 500 ? "refused" : "failed";
  }
}
