package dev.telltale.telemetry.otlp;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.Signal;
import dev.telltale.telemetry.Telemetry;
import dev.telltale.telemetry.spool.SpoolTrouble;
import dev.telltale.telemetry.watch.Elapsed;
import dev.telltale.telemetry.watch.LossWatch;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the disk takes nothing, and once that it does again. */
final class SpoolWatch implements SpoolTrouble {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  private final Signal signal;
  private final LongSupplier nanoTime;
  private final LossWatch losses;
  private @Nullable Long inMemorySince;

  SpoolWatch(Signal signal, LongSupplier nanoTime, LossWatch losses) {
    this.signal = signal;
    this.nanoTime = nanoTime;
    this.losses = losses;
  }

  @Override
  public synchronized void inMemory(String why) {
    if (inMemorySince == null) {
      inMemorySince = nanoTime.getAsLong();
      log.warn("telemetry: {}: spool: {}; requests wait in memory", signal.label(), why);
    }
  }

  @Override
  public synchronized void onDisk() {
    Long since = inMemorySince;
    if (since != null) {
      inMemorySince = null;
      String after = Elapsed.words(Duration.ofNanos(nanoTime.getAsLong() - since));
      log.info("telemetry: {}: spool: on disk again after {}", signal.label(), after);
    }
  }

  @Override
  public void dropped(DropReason reason, long items) {} // counted; LossWatch reads the counts

  @Override
  public void keptAside(String what) {
    losses.keptAside(what);
  }
}
