package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.watch.Elapsed;
import dev.telltale.telemetry.watch.Reason;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private static final int DEEPEST = 20; // causes can go in circles

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
    /** Nobody was asked: the client here had ended. */
    CLIENT,
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
    List<Throwable> chain = chain(thrown);
    if (connecting(chain)) {
      String limit = Elapsed.words(Connection.connectLimit(timeout));
      return kept("no connection within " + limit, Cause.SILENCE);
    }
    if (has(chain, InterruptedIOException.class)
        || has(chain, HttpTimeoutException.class)
        || has(chain, TimeoutException.class)) {
      return noAnswer(timeout);
    }
    Throwable root = chain.get(chain.size() - 1);
    if (root.getMessage() == null && has(chain, ConnectException.class)) {
      return kept("connection refused", Cause.ENDPOINT); // the JDK's client says no more
    }
    String reason = Reason.of(root).replaceFirst("^Connection ", "connection ");
    return has(chain, SSLException.class)
        ? kept("TLS: " + reason, Cause.CREDENTIALS)
        : kept(reason, Cause.ENDPOINT);
  }

  static Answer noAnswer(Duration timeout) {
    return kept("no answer within " + Elapsed.words(timeout), Cause.SILENCE);
  }

  Answer askedToWait(@Nullable Duration wait) {
    return new Answer(verdict, rejected, what, cause, wait);
  }

  private static boolean connecting(List<Throwable> chain) {
    return has(chain, HttpConnectTimeoutException.class)
        || chain.stream()
            .filter(SocketTimeoutException.class::isInstance)
            .map(thrown -> String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT))
            .anyMatch(message -> message.contains("connect"));
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  /** What was thrown, and behind it each cause. */
  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = thrown; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }
}
