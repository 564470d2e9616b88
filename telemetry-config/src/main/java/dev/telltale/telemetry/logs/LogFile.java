package dev.telltale.telemetry.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import dev.telltale.telemetry.SignalCounts;
import dev.telltale.telemetry.watch.Backoff;
import dev.telltale.telemetry.watch.Reason;
import dev.telltale.telemetry.watch.SignalWatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Appends each event to a file, in one write, before the log statement returns, and counts what it
 * could not write. logback's own file appender forgets such lines silently, and can leave half a
 * line behind. A file that can't be opened or written is tried again with a later line.
 */
final class LogFile extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Path path;
  private final Encoder<ILoggingEvent> encoder;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Object lock = new Object();

  private @Nullable SignalWatch watch;
  private @Nullable FileChannel channel;
  private Instant nextAttempt = Instant.MIN;
  private volatile boolean everOpen;
  private int failures;
  private long events;
  private long written;

  LogFile(Path path, Encoder<ILoggingEvent> encoder, Backoff backoff, InstantSource clock) {
    this.path = path;
    this.encoder = encoder;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Who is told. Set before the first event. */
  void watchedBy(SignalWatch told) {
    watch = told;
  }

  SignalCounts counts() {
    synchronized (lock) {
      return new SignalCounts(events, written, events - written, 0);
    }
  }

  /** Opens the file, unless it can't be: then it is tried again later. */
  @Override
  public void start() {
    super.start();
    IOException problem;
    synchronized (lock) {
      problem = open();
    }
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
    byte[] line = encoded(event);
    IOException problem;
    synchronized (lock) {
      events++;
      if (line == null) {
        return;
      }
      if (channel == null && clock.instant().isBefore(nextAttempt)) {
        return;
      }
      problem = channel == null ? open() : null;
      if (problem == null) {
        problem = write(line);
      }
    }
    tell(problem);
  }

  /** Nothing that is in an event may reach the log statement as an exception. */
  private byte @Nullable [] encoded(ILoggingEvent event) {
    try {
      return encoder.encode(event);
    } catch (RuntimeException e) {
      addError("a line that could not be made", e);
      return null;
    }
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

  private @Nullable IOException open() {
    try {
      channel = LineFile.open(path);
      failures = 0;
      everOpen = true;
      return null;
    } catch (IOException e) {
      return later(e);
    }
  }

  private @Nullable IOException write(byte[] line) {
    FileChannel open = channel;
    if (open == null) {
      return null;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        open.write(bytes);
      }
      written++;
      return null;
    } catch (IOException e) {
      close();
      return later(e);
    }
  }

  private IOException later(IOException problem) {
    nextAttempt = clock.instant().plus(backoff.after(failures++));
    return problem;
  }

  private void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        addWarn(path + ": " + Reason.of(e)); // every line was handed to the system before
      }
    }
  }

  @Override
  public void stop() {
    super.stop();
    synchronized (lock) {
      close();
    }
  }
}
