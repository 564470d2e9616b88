package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Elapsed;
import dev.telltale.telemetry.watch.Reason;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What came back for one request.
 *
 * @param rejected items of it that the collector did not take; meaningful when delivered
 * @param what in words, without anything that a collector could have echoed from the request's
 *     headers
 * @param cause who is to blame when it was kept
 * @param retryAfter how long the collector asked to be left alone; null when it did not
 */
record Answer(
    Verdict verdict, long rejected, String what, Cause cause, @Nullable Duration retryAfter) {
  enum Verdict {
    DELIVERED,
    /** The same request may be accepted later. */
    KEPT,
    /** The fault is in the request: it would never be accepted. */
    REFUSED
  }

  enum Cause {
    /** The way there, or all of the server. */
    ENDPOINT,
    /** It did not answer in time. */
    SILENCE,
    /** Headers or certificates: new ones may be in their files. */
    CREDENTIALS,
    /** The server failed, at this request perhaps and at no other. */
    UNKNOWN
  }

  static Answer delivered(byte[] body) {
    PartialSuccess partial = PartialSuccess.parse(body);
    return new Answer(
        Verdict.DELIVERED, partial.rejected(), partial.message(), Cause.ENDPOINT, null);
  }

  static Answer refused(String what) {
    return new Answer(Verdict.REFUSED, 0, what, Cause.UNKNOWN, null);
  }

  static Answer kept(String what, Cause cause) {
    return new Answer(Verdict.KEPT, 0, what, cause, null);
  }

  /** No answer at all. */
  static Answer of(Throwable thrown, Duration timeout) {
    Throwable root = root(thrown);
    if (root instanceof ConnectException
        || root instanceof java.nio.channels.ClosedChannelException) {
      String message = root.getMessage();
      String reason = message == null ? "connection refused" : Reason.of(root);
      return kept(reason.replaceFirst("^Connection ", "connection "), Cause.ENDPOINT);
    }
    if (root instanceof InterruptedIOException
        || root instanceof HttpTimeoutException
        || root instanceof TimeoutException) {
      return noAnswer(timeout);
    }
    String reason = Reason.of(root).replaceFirst("^Connection ", "connection ");
    return tls(thrown) ? kept("TLS: " + reason, Cause.CREDENTIALS) : kept(reason, Cause.ENDPOINT);
  }

  static Answer noAnswer(Duration timeout) {
    return kept("no answer within " + Elapsed.words(timeout), Cause.SILENCE);
  }

  Answer askedToWait(@Nullable Duration wait) {
    return new Answer(verdict, rejected, what, cause, wait);
  }

  private static boolean tls(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; depth < 20 && at != null; depth++) {
      if (at instanceof SSLException) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static Throwable root(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; depth < 20 && at.getCause() != null; depth++) {
      at = at.getCause();
    }
    return at;
  }
}
