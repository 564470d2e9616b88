package dev.telltale.telemetry.spool;

import dev.telltale.telemetry.DropReason;
import dev.telltale.telemetry.spool.SpoolModel.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One random life of a spool, beside a model of it: processes that append, take and settle, are
 * closed, killed between two steps or lose power, on a disk that fills up, turns read-only and
 * damages files. After every operation the spool and the ledger are what the model says.
 */
final class SpoolSequence implements AutoCloseable {
  private static final SpoolLimits LIMITS =
      new SpoolLimits(10 * 4096, Duration.ofMinutes(10), false, 12_000);

  private record InFlight(Taken taken, Request request) {}

  private final Random random;
  private final Path dir;
  private final FileSteps disk;
  private final SpoolLimits limits;
  private final SpoolModel model;
  private final TestClock clock = new TestClock();
  private final List<InFlight> inFlight = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private final Packer packer = new Packer();
  private final SpoolProcess process;

  // Of the operation that goes on, for a kill in the middle of it.
  private @Nullable Request appending;
  private @Nullable Request settling;

  SpoolSequence(long seed, Path dir, FileSteps disk, Parts parts) {
    random = new Random(seed);
    this.dir = dir;
    this.disk = disk;
    boolean fsync = random.nextInt(3) == 0;
    limits = new SpoolLimits(LIMITS.maxBytes(), LIMITS.maxAge(), fsync, LIMITS.memoryBytes());
    process = new SpoolProcess(dir, disk, parts, limits, clock);
    model = new SpoolModel(limits);
    model.now = clock.millis();
    model.last = clock.millis() << 16;
  }

  /** What was done, in order. */
  List<String> story() {
    return story;
  }

  void run() throws IOException {
    disk.folder(dir);
    begin(0, 0);
    int operations = 10 + random.nextInt(40);
    for (int i = 0; i < operations; i++) {
      if (random.nextInt(12) == 0) {
        CrashingFiles.Moment[] moments = CrashingFiles.Moment.values();
        process.files().killAt(1 + random.nextInt(4), moments[random.nextInt(moments.length)]);
      }
      appending = null;
      settling = null;
      try {
        operation();
        process.files().killNoMore();
        compare();
      } catch (Killed e) {
        story.add("killed");
        dieAndBeginAgain();
      }
    }
    drain();
  }

  private void operation() throws IOException {
    int dice = random.nextInt(100);
    if (dice < 36) {
      append();
    } else if (dice < 56) {
      take(random.nextInt(4) == 0 ? model.last - random.nextInt(6) : -1);
    } else if (dice < 76) {
      settle();
    } else if (dice < 81) {
      queue();
    } else if (dice < 87) {
      advance();
    } else if (dice < 93) {
      weather();
    } else if (dice < 96) {
      damage();
    } else if (dice < 98) {
      story.add("reopen");
      closeAndBeginAgain();
    } else {
      story.add("crash");
      process.files().die();
      dieAndBeginAgain();
    }
  }

  private void append() {
    int items = random.nextInt(50);
    byte[] bytes = new byte[new int[] {0, 10, 300, 3000, 6000, 9000, 60_000}[random.nextInt(7)]];
    if (bytes.length < 10_000 || random.nextInt(4) == 0) {
      random.nextBytes(bytes);
    }
    boolean worthPacking = process.spool().worthPacking(bytes.length);
    int packed = worthPacking ? packer.pack(bytes).length() : bytes.length;
    Request request = new Request(model.last + 1, model.now, items, bytes, packed);
    story.add("append " + items + " items, " + packed + " bytes");
    process.ledger().created(items);
    model.created(items);
    appending = request;
    process.spool().append(bytes, items);
    model.append(request);
  }

  private void take(long after) {
    story.add("take after " + after);
    Taken taken = process.spool().take(after);
    Request expected = model.take(after);
    if (expected == null || taken == null) {
      same("taken", expected == null ? null : expected.sequence, taken);
      return;
    }
    same("sequence", expected.sequence, taken.sequence());
    same("items", expected.items, taken.items());
    same("attempts", expected.attempts, taken.attempts());
    same("created", Instant.ofEpochMilli(expected.createdMillis), taken.createdAt());
    same("request", true, Arrays.equals(expected.bytes, taken.request()));
    inFlight.add(new InFlight(taken, expected));
  }

  private void settle() {
    if (inFlight.isEmpty()) {
      return;
    }
    InFlight one = inFlight.remove(random.nextInt(inFlight.size()));
    settling = one.request;
    int how = random.nextInt(10);
    if (how < 6) {
      int rejected = how == 0 ? random.nextInt(one.request.items + 1) : 0;
      story.add("delivered " + one.request.sequence + ", rejected " + rejected);
      process.spool().delivered(one.taken, rejected);
      model.delivered(one.request, rejected);
    } else if (how < 8) {
      story.add("refused " + one.request.sequence);
      process.spool().refused(one.taken, "HTTP 400");
      model.refused(one.request);
    } else {
      story.add("put back " + one.request.sequence);
      process.spool().putBack(one.taken);
      model.putBack(one.request);
    }
  }

  private void queue() {
    int items = random.nextInt(20);
    story.add("queue " + items);
    process.ledger().created(items);
    model.created(items);
    if (random.nextBoolean()) {
      process.ledger().dropped(DropReason.QUEUE_FULL, items);
      model.dropped(DropReason.QUEUE_FULL, items);
    }
  }

  private void advance() {
    Duration by =
        random.nextInt(4) == 0
            ? Duration.ofMinutes(random.nextInt(8))
            : Duration.ofMillis(random.nextInt(2500));
    story.add("advance " + by);
    clock.advance(by);
    model.now = clock.millis();
  }

  private void weather() {
    int what = random.nextInt(4);
    process.files().full = what == 0;
    process.files().readOnly = what == 1;
    model.full = process.files().full;
    model.readOnly = process.files().readOnly;
    story.add(what == 0 ? "full" : what == 1 ? "read-only" : "disk works");
  }

  private void damage() throws IOException {
    List<Request> whole = model.waiting.stream().filter(r -> !r.inMemory && !r.damaged).toList();
    if (whole.isEmpty()) {
      return;
    }
    Request one = whole.get(random.nextInt(whole.size()));
    Path file = dir.resolve(new EntryName(one.sequence, one.createdMillis, one.items).file());
    byte[] bytes = disk.read(file);
    int at = random.nextInt(bytes.length);
    if (random.nextBoolean()) {
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      disk.write(file, ByteBuffer.wrap(bytes), false);
    } else {
      disk.write(file, ByteBuffer.wrap(bytes, 0, at), false);
      one.fileLength = at;
    }
    one.damaged = true;
    story.add("damage " + one.sequence);
  }

  private void compare() {
    same("ledger", model.counts(), process.ledger().counts());
    same("books balance", true, process.ledger().counts().balanced());
    same("items", model.items(), process.spool().items());
    same("bytes", model.bytes(), process.spool().bytes());
    same("requests", model.waiting.size(), process.spool().entries());
    same("last sequence", model.last, process.spool().lastSequence());
  }

  private void same(String what, @Nullable Object expected, @Nullable Object found) {
    if (!Objects.equals(expected, found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }

  private void closeAndBeginAgain() throws IOException {
    process.ledger().dropped(DropReason.SHUTDOWN, model.queued);
    model.dropped(DropReason.SHUTDOWN, model.queued);
    process.spool().close();
    model.close();
    compare();
    process.ledger().close();
    begin(0, 0);
  }

  // Which of what it was about to do a kill let through, the disk has to say; all else is known.
  private void dieAndBeginAgain() throws IOException {
    process.dead();
    if (limits.fsync() && random.nextInt(3) == 0) {
      story.add("power lost");
      process.files().losePower();
    }
    Map<Long, EntryName> onDisk = process.onDisk();
    boolean makingRoom = model.roomIsShort(appending);
    long inMemory = model.queued;
    long maybeDropped = 0;
    for (Request r : List.copyOf(model.waiting)) {
      boolean found = onDisk.containsKey(r.sequence);
      boolean droppable = model.tooOld(r) || (makingRoom && !r.inFlight);
      if (r.inMemory && !found) {
        inMemory += r.items;
        maybeDropped += droppable ? r.items : 0;
      }
      if (!found) {
        boolean mayBeGone = r.inMemory || droppable || r.damaged || r == settling;
        same("on disk before the kill and after it: " + r.sequence, true, mayBeGone);
        model.waiting.remove(r);
      }
    }
    if (appending != null && onDisk.containsKey(appending.sequence)) {
      inMemory -= appending.items;
      model.waiting.add(appending);
    }
    model.ghosts.removeIf(r -> !onDisk.containsKey(r.sequence));
    model.waiting.forEach(r -> r.inMemory = false);
    begin(inMemory - maybeDropped, inMemory);
  }

  private void begin(long leastCrash, long mostCrash) throws IOException {
    Map<Long, Request> known = new TreeMap<>();
    model.waiting.forEach(r -> known.put(r.sequence, r));
    model.ghosts.forEach(r -> known.put(r.sequence, r));
    same("files", known.keySet(), process.onDisk().keySet());

    model.full = false;
    model.readOnly = false;
    inFlight.clear();
    int lastStep = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
    if (!process.begin(() -> model.queued, lastStep)) {
      story.add("killed while opening");
      begin(0, 0);
      return;
    }
    long crash = process.ledger().counts().dropped(DropReason.CRASH);
    same("crash of " + crash, true, leastCrash <= crash && crash <= mostCrash);
    model.begins(List.copyOf(known.values()), crash);
    same(
        "a later sequence",
        true,
        known.keySet().stream().allMatch(s -> s <= process.spool().lastSequence()));
    model.last = process.spool().lastSequence();
    story.add("begins with " + known.size() + " requests, crash " + crash);
    compare();
  }

  /** Everything that waits comes out, and then nothing is left. */
  private void drain() throws IOException {
    process.files().full = false;
    process.files().readOnly = false;
    model.full = false;
    model.readOnly = false;
    clock.advance(Duration.ofSeconds(2));
    model.now = clock.millis();
    while (!model.waiting.isEmpty()) {
      if (model.waiting.stream().anyMatch(r -> !r.inFlight)) {
        take(-1);
      }
      if (!inFlight.isEmpty()) {
        InFlight one = inFlight.remove(0);
        story.add("delivered " + one.request.sequence);
        process.spool().delivered(one.taken, 0);
        model.delivered(one.request, 0);
      }
      compare();
    }
    closeAndBeginAgain();
    same("requests at the end", 0, process.spool().entries());
  }

  @Override
  public void close() {
    process.close();
    packer.close();
  }
}
