package dev.telltale.node.network;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * How much clients may ask of an HTTP server.
 *
 * @param maxBodyBytes by path
 * @param bodyMemory what the bodies of all requests that are being served may take together
 * @param bodyTime how long one body may take to arrive
 */
record HttpLimits(ToIntFunction<String> maxBodyBytes, long bodyMemory, Duration bodyTime) {
  private static final Duration BODY_TIME = Duration.ofSeconds(60);
  // A body of RDF grows to many times its size while it is parsed and made canonical.
  private static final int PART_OF_THE_HEAP = 16;

  /** As much memory as this process can spare, and in any case enough for the largest body. */
  static HttpLimits of(int largestBody, ToIntFunction<String> maxBodyBytes) {
    long spare = Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP;
    return new HttpLimits(maxBodyBytes, Math.max(spare, largestBody + 1024L * 1024), BODY_TIME);
  }
}
