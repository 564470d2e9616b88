package dev.telltale.node.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A queue in memory with a fixed number of workers and places; what does not fit is refused. */
public final class BoundedCommandQueue implements CommandQueue {
  /** Places, workers and how long a command may wait. */
  public record Limits(int places, int workers, Duration lifetime) {
    public static final Limits DEFAULT = new Limits(256, 4, Duration.ofMinutes(5));
  }

  private final Limits limits;
  private final LongSupplier nanoTime;
  private final ThreadPoolExecutor workers;
  private volatile boolean closing;

  /**
   * Starts the workers.
   *
   * @param nanoTime rises steadily, as {@link System#nanoTime}
   */
  public BoundedCommandQueue(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            limits.workers(),
            limits.workers(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.places()),
            work -> new Thread(work, "command-" + number.incrementAndGet()));
  }

  @Override
  public <T> CompletableFuture<T> submit(Command<T> command) {
    Waiting<T> waiting = new Waiting<>(command, nanoTime.getAsLong());
    try {
      workers.execute(waiting);
    } catch (RejectedExecutionException e) {
      waiting.refuse(
          closing
              ? shutdown()
              : new CommandRefused(
                  CommandOutcome.REJECTED_QUEUE_FULL, limits.places() + " commands wait already"));
    }
    return waiting.result;
  }

  /** False once {@link #close} was called. */
  public boolean isOpen() {
    return !closing;
  }

  /** Refuses what was not begun and waits for what was, for at most {@code limit}. */
  public void close(Duration limit) throws InterruptedException {
    closing = true;
    workers.shutdown();
    List<Runnable> notBegun = new ArrayList<>();
    workers.getQueue().drainTo(notBegun);
    for (Runnable waiting : notBegun) ((Waiting<?>) waiting).refuse(shutdown());
    if (!workers.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) workers.shutdownNow();
  }

  private static CommandRefused shutdown() {
    return new CommandRefused(CommandOutcome.REJECTED_SHUTDOWN, "the node is stopping");
  }

  private final class Waiting<T> implements Runnable {
    private final Command<T> command;
    private final long queuedAtNanos;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Waiting(Command<T> command, long queuedAtNanos) {
      this.command = command;
      this.queuedAtNanos = queuedAtNanos;
    }

    @Override
    public void run() {
      Duration waited = Duration.ofNanos(nanoTime.getAsLong() - queuedAtNanos);
      if (waited.compareTo(limits.lifetime()) > 0) {
        refuse(
            new CommandRefused(
                CommandOutcome.EXPIRED,
                "it waited "
                    + waited.toSeconds()
                    + " s, at most "
                    + limits.lifetime().toSeconds()));
        return;
      }
      try {
        result.complete(command.body().call());
      } catch (Throwable e) {
        // Whoever waits for the result gets it; an Error must not leave them waiting.
        result.completeExceptionally(e);
        if (e instanceof Error error) throw error;
      }
    }

    void refuse(CommandRefused refused) {
      result.completeExceptionally(refused);
    }
  }
}
