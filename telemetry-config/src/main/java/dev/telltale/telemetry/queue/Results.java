package dev.telltale.telemetry.queue;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;

/** Answers in the SDK's words. */
final class Results {
  private Results() {}

  static CompletableResultCode of(CompletableFuture<Boolean> taken) {
    CompletableResultCode result = new CompletableResultCode();
    CompletableFuture<Boolean> unused =
        taken.whenComplete(
            (all, fault) -> {
              if (Boolean.TRUE.equals(all)) {
                result.succeed();
              } else {
                result.fail();
              }
            });
    return result;
  }
}
