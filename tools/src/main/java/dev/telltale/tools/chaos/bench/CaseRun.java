package dev.telltale.tools.chaos.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one case: where it keeps its files, how long its faults last, and what it found. */
public final class CaseRun {
  private final Path folder;
  private final @Nullable Naive naive;
  private final @Nullable Duration shortened;
  private final Consumer<String> progress;
  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  /**
   * For one run.
   *
   * @param naive what is naive in a control, null where this is none
   * @param shortened how long a fault lasts instead of what the matrix says, or null
   */
  public CaseRun(
      Path folder, @Nullable Naive naive, @Nullable Duration shortened, Consumer<String> progress) {
    this.folder = folder;
    this.naive = naive;
    this.shortened = shortened;
    this.progress = progress;
  }

  public Path folder() {
    return folder;
  }

  /** Whether this is a run of something naive, which must lose. */
  public boolean control() {
    return naive != null;
  }

  /** What is naive in a control, null where this is none. */
  public @Nullable Naive naive() {
    return naive;
  }

  /** Configuration that goes over the shipped Collector's; empty where the Collector is ours. */
  public String naiveCollector() {
    return naive == null ? "{}" : naive.collector();
  }

  public boolean shortened() {
    return shortened != null;
  }

  /** How long a fault lasts for which the matrix says {@code full}. */
  public Duration fault(Duration full) {
    return shortened == null || shortened.compareTo(full) > 0 ? full : shortened;
  }

  /** How often something is done for which the matrix says {@code full}. */
  public int times(int full) {
    return shortened == null ? full : Math.max(2, full / 20);
  }

  /** Says what is being done now. */
  public void say(String what) {
    progress.accept(what);
  }

  /** Notes a figure for the results. */
  public void figure(String name, Object value) {
    figures.put(name, value);
  }

  /** Notes a promise that was not kept. */
  public void found(String finding) {
    findings.add(finding);
  }

  public void found(List<String> all) {
    findings.addAll(all);
  }

  public Map<String, Object> figures() {
    return figures;
  }

  public List<String> findings() {
    return findings;
  }
}
