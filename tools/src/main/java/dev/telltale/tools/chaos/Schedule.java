package dev.telltale.tools.chaos;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs attempts, some at the same time, and says what is done and what is left. */
final class Schedule {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Deque<Attempt> left;
  private final int total;
  private final CaseRunner runner;
  private final ResultsFile results;
  private final Consumer<String> out;
  private final List<Result> done = new ArrayList<>();
  private @Nullable IOException trouble;

  Schedule(List<Attempt> attempts, CaseRunner runner, ResultsFile results, Consumer<String> out) {
    this.left = new ArrayDeque<>(attempts);
    this.total = attempts.size();
    this.runner = runner;
    this.results = results;
    this.out = out;
  }

  /** Runs all of them, {@code lanes} at a time. */
  List<Result> run(int lanes) throws IOException, InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      Thread thread = new Thread(this::lane, "lane-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) thread.join();
    synchronized (this) {
      if (trouble != null) throw trouble;
      return List.copyOf(done);
    }
  }

  private void lane() {
    try {
      for (Attempt next = next(); next != null; next = next()) {
        ended(runner.run(next, this::say));
      }
    } catch (IOException e) {
      synchronized (this) {
        trouble = e;
      }
    }
  }

  private synchronized @Nullable Attempt next() {
    return left.poll();
  }

  private synchronized void ended(Result result) throws IOException {
    done.add(result);
    results.add(result);
    say(result.name() + ": " + result.verdict().label() + " after " + result.seconds() + " s");
    result.findings().forEach(finding -> say("    " + finding));
    int seconds = left.stream().mapToInt(attempt -> attempt.chaosCase().seconds()).sum();
    say(
        "%d of %d done; not begun: %s, about %d min"
            .formatted(
                done.size(),
                total,
                left.isEmpty() ? "none" : left.stream().map(Attempt::name).toList(),
                (seconds + 59) / 60));
  }

  private synchronized void say(String what) {
    out.accept(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + what);
  }
}
