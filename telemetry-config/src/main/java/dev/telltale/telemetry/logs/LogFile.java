package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.telltale.telemetry.LineCounts;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.Reason;
import dev.telltale.telemetry.watch.SignalWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import net.logstash.logback.encoder.StreamingEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends each event to a file, in one write, before the log statement returns, and counts what it
 * could not write. logback's own file appender forgets such lines silently, and can leave half a
 * line behind. A file that can't be opened or written is tried again with a later line.
 */
final class LogFile extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  private final Path path;
  private final RotatingFile file;
  private final StreamingEncoder<ILoggingEvent> encoder;
  private final Backoff backoff;
  private final LineBuffers buffers = new LineBuffers();
  private final Object lock = new Object();

  private @Nullable SignalWatch watch;
  private long nextAttemptNanos; // a wall clock may be set back by an hour
  private volatile boolean everOpen;
  private int failures;
  private boolean saying;
  private long events;
  private long written;

  LogFile(
      Path path,
      FileLimits limits,
      StreamingEncoder<ILoggingEvent> encoder,
      Backoff backoff,
      InstantSource clock) {
    this.path = path;
    this.file = new RotatingFile(path, limits, backoff, clock);
    this.encoder = encoder;
    this.backoff = backoff;
  }

  /** Who is told. Set before the first event. */
  void watchedBy(SignalWatch told) {
    watch = told;
  }

  LineCounts lines() {
    synchronized (lock) {
      return new LineCounts(written, events - written);
    }
  }

  /** Opens the file, unless it can't be: then it is tried again later. */
  @Override
  public void start() {
    super.start();
    IOException problem = null;
    synchronized (lock) {
      try {
        file.open();
        everOpen = true;
      } catch (IOException e) {
        problem = later(e);
      }
    }
    sayNews();
    if (problem != null) {
      tell(problem);
    }
  }

  @Override
  public void doAppend(ILoggingEvent event) {
    // Not UnsynchronizedAppenderBase's: it drops events that come from inside an append, as the
    // watch's lines do.
    if (isStarted()) {
      append(event);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    ByteArrayOutputStream line = buffers.take();
    boolean made = encode(event, line);
    boolean tried;
    IOException problem = null;
    // An interrupted thread can't use files in every way; it stays interrupted afterwards.
    boolean interrupted = Thread.interrupted();
    synchronized (lock) {
      events++;
      tried = made && (file.isOpen() || !isTooSoon());
      if (tried) {
        problem = write(line);
      }
    }
    buffers.giveBack(line);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (tried) {
      sayNews();
      tell(problem);
    }
  }

  /** Nothing that is in an event may reach the log statement as an exception. */
  private boolean encode(ILoggingEvent event, ByteArrayOutputStream line) {
    try {
      encoder.encode(event, line);
      return true;
    } catch (IOException | RuntimeException e) {
      addError("a line that could not be made", e);
      return false;
    }
  }

  private @Nullable IOException write(ByteArrayOutputStream line) {
    try {
      file.append(line);
      everOpen = true;
      written++;
      failures = 0;
      return null;
    } catch (IOException e) {
      everOpen |= file.wasOpen();
      return later(e);
    }
  }

  private boolean isTooSoon() {
    return failures > 0 && System.nanoTime() - nextAttemptNanos < 0;
  }

  private IOException later(IOException problem) {
    nextAttemptNanos = System.nanoTime() + backoff.after(failures++).toNanos();
    return problem;
  }

  private void tell(@Nullable IOException problem) {
    SignalWatch told = watch;
    if (told == null) {
      return;
    }
    if (problem == null) {
      told.delivered();
    } else if (everOpen) {
      told.failing(Reason.of(problem));
    } else {
      told.off(path + ": " + Reason.of(problem));
    }
  }

  /** Outside the lock: what is said becomes a line of this file too, which may be news again. */
  private void sayNews() {
    List<RotatingFile.News> news;
    synchronized (lock) {
      if (saying) {
        return;
      }
      news = file.news();
      saying = !news.isEmpty();
    }
    if (news.isEmpty()) {
      return;
    }
    news.forEach(
        each -> log.atLevel(each.level()).log("telemetry: logs: {}: {}", path, each.words()));
    synchronized (lock) {
      saying = false;
    }
  }

  @Override
  public void stop() {
    super.stop();
    synchronized (lock) {
      try {
        file.close();
      } catch (IOException e) {
        addWarn(path + ": " + Reason.of(e)); // every line was handed to the system before
      }
    }
  }
}
