package dev.telltale.telemetry.metrics;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection that has not sent a whole request in time. An idle timeout alone does not:
 * one byte every few seconds would keep the connection open for ever.
 */
final class HeaderDeadline implements Connection.Listener {
  private final Scheduler scheduler;
  private final Duration limit;

  HeaderDeadline(Scheduler scheduler, Duration limit) {
    this.scheduler = scheduler;
    this.limit = limit;
  }

  @Override
  public void onOpened(Connection connection) {
    Runnable closeIfNothingCame =
        () -> {
          if (connection.getMessagesIn() == 0) {
            connection.getEndPoint().close();
          }
        };
    scheduler.schedule(closeIfNothingCame, limit.toMillis(), TimeUnit.MILLISECONDS);
  }
}
