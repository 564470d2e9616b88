package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.otlp.Answer.Cause;
import dev.telltale.telemetry.otlp.Answer.Verdict;
import dev.telltale.telemetry.otlp.Endpoint.State;
import dev.telltale.telemetry.spool.Spool;
import dev.telltale.telemetry.spool.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests out of the spool and delivers them, for as long as it takes. One thread decides
 * and settles; transports only hand their answers to it, so nothing here needs a lock.
 */
final class Delivery implements Runnable {
  private static final long LOOK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PAUSE_AFTER_FAULT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final Duration LAST_STEPS = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofSeconds(2);

  /** Of failures at one request in order, before those behind it are tried: some five minutes. */
  private static final int PATIENCE = 60;

  private final Spool spool;
  private final Connection connection;
  private final Lanes lanes;
  private final Endpoint endpoint;
  private final DeliveryNews news;
  private final Duration timeout;
  private final int atOnce;
  private final LongSupplier nanoTime;
  private final Thread thread;

  private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<Sending> underWay = new ArrayList<>();
  private final LastWord lastWord;
  private @Nullable Doubtful doubtful;
  private int failures;

  /**
   * How many requests may be under way: one more after each that was taken. All of them at once in
   * the first second, when everything is slow, would come twice if the service were killed in it.
   */
  private int allowed = 1;

  private long lookedAt;
  private volatile boolean stopped;

  /** The collector failed at it, and perhaps at nothing else. */
  private record Doubtful(Taken taken, String what) {}

  private record Answered(Sending sending, Answer answer) {}

  Delivery(
      String threadName,
      Spool spool,
      Connection connection,
      Lanes lanes,
      Endpoint endpoint,
      DeliveryNews news,
      Duration timeout,
      int atOnce,
      LongSupplier nanoTime) {
    this.spool = spool;
    this.connection = connection;
    this.lanes = lanes;
    this.endpoint = endpoint;
    this.news = news;
    this.timeout = timeout;
    this.atOnce = atOnce;
    this.nanoTime = nanoTime;
    lookedAt = nanoTime.getAsLong();
    lastWord = new LastWord(nanoTime);
    thread = new Thread(this, threadName);
    thread.setDaemon(true);
  }

  /** Reads the files of the connection, so that what is wrong with them is known at once. */
  void start() {
    Transport unused = connection.transport(true);
    String problem = connection.problem();
    if (problem != null) {
      news.off(problem);
    }
    spool.onAppend(this::wake);
    thread.start();
  }

  @Override
  public void run() {
    while (!stopped) {
      try {
        step();
      } catch (Throwable fault) { // whatever it is, what waits has to be delivered
        tell(fault);
        LockSupport.parkNanos(PAUSE_AFTER_FAULT_NANOS);
      }
      // Whoever interrupted meant something else; asleep with it, this thread would turn in
      // circles.
      Thread.interrupted();
    }
    try {
      settleAnswers();
      connection.close();
      underWay.forEach(sending -> lanes.putBack(sending.taken()));
      putBackDoubtful();
      lanes.letGo();
    } finally {
      ended.countDown();
    }
  }

  private void tell(Throwable fault) {
    try {
      news.fault(fault);
    } catch (Throwable inTelling) { // as likely where memory ends; it must not end the thread
      inTelling.addSuppressed(fault);
      thread.getUncaughtExceptionHandler().uncaughtException(thread, inTelling);
    }
  }

  private void step() {
    boolean closing = lastWord.closed();
    settleAnswers();
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= LOOK_AROUND_NANOS) {
      lookedAt = now;
      news.look();
    }
    Transport transport = connection.transport(underWay.isEmpty());
    String problem = connection.problem();
    if (problem != null) {
      news.off(problem);
    }
    boolean sent = transport != null && !stopped && send(transport, now);
    if (closing) {
      boolean nothingLeft = !sent && underWay.isEmpty() && spool.entries() == 0;
      boolean hopeless = problem != null || endpoint.state() == State.DOWN;
      lastWord.know(nothingLeft || hopeless);
    }
    if (!sent && answers.isEmpty()) {
      sleep(now, transport != null);
    }
  }

  /** Sends one more request, if one may be sent now. */
  private boolean send(Transport transport, long now) {
    if (underWay.size() >= allowed || endpoint.waitNanos(now) > 0) {
      return false;
    }
    if (endpoint.state() == State.UP) {
      Taken due = underWay.stream().anyMatch(Sending::again) ? null : lanes.due(now);
      Taken next = due != null ? due : lanes.next(underWay, now);
      if (!lanes.hasBacklog()) {
        news.caughtUp();
      }
      return next != null && dispatch(transport, next, due != null, now);
    }
    // One at a time, and not while an earlier one may still say how it is.
    if (underWay.stream().anyMatch(sending -> sending.era() == endpoint.era())) {
      return false;
    }
    Taken probe = lanes.probe();
    if (probe == null && doubtful != null) {
      probe = doubtful.taken();
      doubtful = null;
    }
    return probe != null && dispatch(transport, probe, false, now);
  }

  private boolean dispatch(Transport transport, Taken taken, boolean again, long now) {
    long deadline = now + timeout.plus(LATE).toNanos();
    Sending sending = new Sending(taken, endpoint.era(), deadline, again);
    underWay.add(sending);
    try {
      transport.send(
          taken.request(),
          answer -> {
            answers.add(new Answered(sending, answer));
            wake();
          });
    } catch (Throwable fault) {
      answers.add(new Answered(sending, Answer.of(fault, timeout)));
      tell(fault);
    }
    return true;
  }

  private void settleAnswers() {
    for (Answered next = answers.poll(); next != null; next = answers.poll()) {
      if (underWay.remove(next.sending())) { // else it came after its deadline
        settle(next.sending(), next.answer());
      }
    }
    long now = nanoTime.getAsLong();
    for (Sending sending : List.copyOf(underWay)) {
      if (sending.deadlineNanos() - now < 0) {
        underWay.remove(sending);
        settle(sending, Answer.noAnswer(timeout));
      }
    }
  }

  private void settle(Sending sending, Answer answer) {
    lastWord.heard();
    if (answer.verdict() == Verdict.KEPT) {
      kept(sending, answer);
      return;
    }
    allowed = Math.min(atOnce, allowed + 1);
    Taken taken = sending.taken();
    if (sending.era() == endpoint.era()) {
      isBack();
    }
    long rejected = Math.min(answer.rejected(), taken.items());
    if (answer.verdict() == Verdict.REFUSED) {
      news.refused(answer);
      spool.refused(taken, answer.what());
    } else {
      news.delivered(taken.items(), rejected, answer, lanes.isBacklog(sending));
      spool.delivered(taken, rejected);
    }
    lanes.settled(taken);
  }

  private void isBack() {
    failures = 0;
    if (endpoint.state() == State.DOWN) {
      lanes.endpointIsBack();
      news.isBack();
    }
    endpoint.worked();
    Doubtful failed = doubtful;
    doubtful = null;
    if (failed != null) { // it was that request, and not the endpoint
      hold(failed.taken(), failed.what());
    }
  }

  private void kept(Sending sending, Answer answer) {
    if (answer.cause() == Cause.CREDENTIALS) {
      connection.distrust();
    }
    Taken taken = sending.taken();
    if (sending.again()) {
      lanes.hold(taken, nanoTime.getAsLong());
      return;
    }
    if (stopped || sending.era() != endpoint.era()) {
      lanes.putBack(taken);
      return;
    }
    allowed = 1;
    endpoint.failed(answer, nanoTime.getAsLong());
    news.failed(answer.what(), endpoint.state() == State.DOWN);
    if (answer.cause() == Cause.UNKNOWN && failures++ >= PATIENCE && lanes.inOrder()) {
      failures = 0;
      hold(taken, answer.what());
    } else if (answer.cause() == Cause.UNKNOWN
        && endpoint.state() == State.DOUBTED
        && !lanes.inOrder()) {
      doubtful =
          new Doubtful(
              taken, answer.what()); // another one tells whether it is this one or the endpoint
    } else {
      lanes.putBack(taken);
      putBackDoubtful();
    }
  }

  private void putBackDoubtful() {
    if (doubtful != null) {
      lanes.putBack(doubtful.taken());
      doubtful = null;
    }
  }

  private void hold(Taken taken, String what) {
    lanes.hold(taken, nanoTime.getAsLong());
    news.held(what);
  }

  private void sleep(long now, boolean connected) {
    long nanos = LOOK_AROUND_NANOS;
    if (connected && endpoint.state() != State.UP) {
      long wait = endpoint.waitNanos(now);
      nanos = wait > 0 ? Math.min(nanos, wait) : nanos;
    } else if (connected && underWay.size() < allowed) {
      nanos = Math.min(nanos, lanes.waitNanos(now));
    }
    if (!woken.getAndSet(false)) {
      LockSupport.parkNanos(this, Math.max(nanos, SHORTEST_PAUSE_NANOS));
      woken.set(false);
    }
  }

  private void wake() {
    woken.set(true);
    LockSupport.unpark(thread);
  }

  /** Waits until all is delivered, or until there is no hope of that soon. */
  void close(Duration limit) {
    lastWord.close();
    wake();
    lastWord.await(limit);
    stopped = true;
    wake();
    try {
      boolean unused = ended.await(LAST_STEPS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
