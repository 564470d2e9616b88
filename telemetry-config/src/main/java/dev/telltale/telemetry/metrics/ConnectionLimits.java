package dev.telltale.telemetry.metrics;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Says how many clients may be slow, and for how long. The oldest is closed for one more, so there
 * is always room for the next: whoever asks at once is answered, however many others drip. Safe for
 * use by many threads.
 *
 * <p>An idle timeout alone is not enough: one byte every few seconds would keep a connection open
 * for ever.
 */
final class ConnectionLimits implements Connection.Listener {
  private final Stage asking;
  private final Stage answered;

  ConnectionLimits(Scheduler timer) {
    // Costs no thread and little memory each.
    asking = new Stage(timer, 512, Duration.ofSeconds(5));
    // Keeps a page in memory each. Prometheus itself gives a scrape 10 seconds.
    answered = new Stage(timer, 16, Duration.ofSeconds(10));
  }

  @Override
  public void onOpened(Connection connection) {
    asking.enter(connection);
  }

  /** Call when a whole request has come. */
  void asked(Connection connection) {
    asking.leave(connection);
    answered.enter(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    asking.leave(connection);
    answered.leave(connection);
  }

  /** The connections that wait for one thing, oldest first, each with its deadline. */
  private static final class Stage {
    private final Map<Connection, Scheduler.Task> connections = new LinkedHashMap<>();
    private final Scheduler timer;
    private final int most;
    private final Duration longest;

    Stage(Scheduler timer, int most, Duration longest) {
      this.timer = timer;
      this.most = most;
      this.longest = longest;
    }

    void enter(Connection connection) {
      Connection oldest;
      synchronized (this) {
        oldest = connections.size() < most ? null : removeOldest();
        connections.put(
            connection,
            timer.schedule(() -> close(connection), longest.toMillis(), TimeUnit.MILLISECONDS));
      }
      if (oldest != null) {
        oldest.getEndPoint().close();
      }
    }

    synchronized void leave(Connection connection) {
      Scheduler.Task deadline = connections.remove(connection);
      if (deadline != null) {
        deadline.cancel();
      }
    }

    private void close(Connection connection) {
      leave(connection);
      connection.getEndPoint().close();
    }

    private @Nullable Connection removeOldest() {
      Iterator<Connection> oldestFirst = connections.keySet().iterator();
      if (!oldestFirst.hasNext()) {
        return null;
      }
      Connection oldest = oldestFirst.next();
      leave(oldest);
      return oldest;
    }
  }
}
