package dev.telltale.telemetry.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.telltale.telemetry.LedgerCounts;
import dev.telltale.telemetry.ledger.SignalLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A spool and its ledger in a folder of their own, with a clock that stands still. */
abstract class OneSpool {
  static final long BLOCK = 4096;

  @TempDir Path temp;
  final TestClock clock = new TestClock();
  final ToldTrouble trouble = new ToldTrouble();
  final FaultyFiles files = new FaultyFiles();
  SpoolLimits limits = limits(1000 * BLOCK);
  Path dir;
  SignalLedger ledger;
  Spool spool;

  static SpoolLimits limits(long maxBytes) {
    return new SpoolLimits(maxBytes, Duration.ofHours(1), false, 64 * 1024);
  }

  @BeforeEach
  void open() {
    dir = temp.resolve("spool").resolve("traces");
    ledger = SignalLedger.open(dir.resolve("ledger"));
    spool = anotherSpool(ledger);
  }

  Spool anotherSpool(SignalLedger ledger) {
    News news = new News(trouble);
    SpoolFolder folder = new SpoolFolder(dir, files, limits.fsync());
    return new Spool(new Shelf(folder, new Entries(), limits, ledger, news, clock), ledger, news);
  }

  @AfterEach
  void close() {
    spool.close();
    ledger.close();
  }

  /** As after a kill, for the folder holds all there is; only the locks have to be let go of. */
  void reopen() {
    close();
    open();
  }

  void append(String request, int items) {
    spool.append(request.getBytes(UTF_8), items);
  }

  Taken take() {
    Taken taken = spool.take(-1);
    assertThat(taken).isNotNull();
    return taken;
  }

  static String text(Taken taken) {
    return new String(taken.request(), UTF_8);
  }

  List<String> files() throws IOException {
    return files(dir);
  }

  /** Those with a suffix, in order: neither folders, nor locks, nor the ledger. */
  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.contains(".") && !file.startsWith("ledger"))
          .sorted()
          .toList();
    }
  }

  void assertBalanced() {
    assertThat(ledger.counts()).matches(LedgerCounts::balanced);
  }
}
