package dev.telltale.tools.chaos.cases;

import dev.telltale.tools.chaos.bench.CaseRun;
import dev.telltale.tools.chaos.bench.LabelledNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** E4: five instruments with 100,000 values of a label each. */
final class ManyLabels implements ChaosCase {
  private static final int VALUES = 100_000;
  private static final int MAX_SERIES = 2_000;
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int MAX_BYTES = 1 << 20;

  @Override
  public String id() {
    return "E4";
  }

  @Override
  public String fault() {
    return "5 counters with 100,000 label values each";
  }

  @Override
  public boolean quick() {
    return true;
  }

  @Override
  public int seconds() {
    return 40;
  }

  @Override
  public void run(CaseRun run) throws IOException {
    try (LabelledNode node = LabelledNode.start(run.folder(), VALUES)) {
      long before = node.process().residentKib();
      node.emit();
      LabelledNode.Page page = node.scrape();
      long grown = (node.process().residentKib() - before) / 1024;
      run.figure("page_bytes", page.text().length());
      run.figure("page_ms", page.took().toMillis());
      run.figure("rss_grown_mib", grown);
      for (int i = 0; i < LabelledNode.INSTRUMENTS; i++) judge(run, page, i);
      if (page.text().length() > MAX_BYTES) {
        run.found("/metrics: expected at most 1 MiB, found " + page.text().length() + " bytes");
      }
      if (page.took().compareTo(LIMIT) > 0) {
        run.found(
            "/metrics: expected within 1 s, found it after " + page.took().toMillis() + " ms");
      }
      List<String> said = node.printed("WARN", "chaos_labelled");
      if (said.size() != LabelledNode.INSTRUMENTS) {
        run.found("warnings: expected one for each instrument, found " + said);
      }
    }
  }

  private static void judge(CaseRun run, LabelledNode.Page page, int instrument) {
    String name = LabelledNode.instrument(instrument) + "_total";
    List<String> series = page.text().lines().filter(line -> line.startsWith(name + "{")).toList();
    double sum =
        series.stream()
            .mapToDouble(
                line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2).split(" ", 2)[0]))
            .sum();
    if (series.size() > MAX_SERIES || series.isEmpty()) {
      run.found(name + ": expected 1 to 2000 series, found " + series.size());
    }
    if (sum != VALUES) run.found(name + ": sum: expected " + VALUES + ", found " + sum);
  }
}
