package dev.telltale.tools.chaos.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup of version 1 or 2 whose memory can be made to run out, so that the kernel kills the
 * process in it. Needs root; whoever makes it closes it, after the processes in it.
 */
public final class MemoryCgroup implements AutoCloseable {
  private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
  private static final Path SECOND = Path.of("/sys/fs/cgroup");
  private static final long LEFT = 32L << 20;
  private static final Duration GONE = Duration.ofSeconds(30);
  private static final int KILLED = 128 + 9;

  private final Path folder;
  private final boolean second;

  private MemoryCgroup(Path folder, boolean second) {
    this.folder = folder;
    this.second = second;
  }

  /** Why there can be none here; null where there can. */
  public static @Nullable String missing() {
    return isFirst() || isSecond()
        ? null
        : "memory cgroup: expected "
            + FIRST
            + " or "
            + SECOND
            + " with memory in its cgroup.subtree_control, writable, found neither; mount one:"
            + " mount -t cgroup -o memory memory "
            + FIRST;
  }

  public static MemoryCgroup make(String name) throws IOException {
    boolean second = !isFirst();
    Path folder = (second ? SECOND : FIRST).resolve(name + "-" + ProcessHandle.current().pid());
    MemoryCgroup cgroup = new MemoryCgroup(Files.createDirectory(folder), second);
    cgroup.neverSwap();
    return cgroup;
  }

  /** What does not fit would go to the system's swap, and nobody would be killed. */
  private void neverSwap() throws IOException {
    Path file = folder.resolve(second ? "memory.swap.max" : "memory.swappiness");
    if (Files.exists(file)) Files.writeString(file, "0"); // no file: no swap to go to
  }

  private static boolean isFirst() {
    return Files.isWritable(FIRST.resolve("memory.limit_in_bytes"));
  }

  private static boolean isSecond() {
    Path controllers = SECOND.resolve("cgroup.subtree_control");
    try {
      return Files.isWritable(controllers) && Files.readString(controllers).contains("memory");
    } catch (IOException e) {
      return false; // not to be read: not to be used either
    }
  }

  /** The command behind which a process is in it, and is the first to be killed in it. */
  public String[] behind() {
    // The other way round, sparing the ballast, is denied to a root without CAP_SYS_RESOURCE.
    String script =
        "echo $$ >\"$1\" && echo 1000 >/proc/self/oom_score_adj && shift && exec \"$@\"";
    return new String[] {"/bin/sh", "-c", script, "cgroup", procs()};
  }

  private String procs() {
    return folder.resolve("cgroup.procs").toString();
  }

  /**
   * Leaves it 32 MiB more than {@code victim} has, and has another process in it take as much as
   * the victim: too much beside it, and less than there is when the victim is gone. Returns when
   * both have ended and the limit is lifted.
   *
   * @throws IOException when the kernel did not kill the victim
   */
  public void runOut(ChildProcess victim) throws IOException {
    long before = kills();
    // What the system could do without, copies of files, counts for nothing.
    long taken = number("memory.stat", second ? "anon " : "total_rss ");
    if (taken <= 2 * LEFT) {
      throw new IOException(
          folder + ": expected more than 64 MiB in use, found " + (taken >> 20) + " MiB");
    }
    limit(Long.toString(taken + LEFT));
    String ballast;
    try {
      ballast = ended(ballast(taken));
    } finally {
      // A victim that lived until now would be killed later, for what it takes itself.
      limit(second ? "max" : "-1");
    }
    boolean killed = Waiting.until(GONE, () -> kills() > before && !victim.alive());
    if (!killed || !ballast.isEmpty()) {
      throw new IOException(
          "%s: expected the kernel to kill the node for the ballast, found the node %s, %d killed%s"
              .formatted(folder, victim.alive() ? "alive" : "gone", kills() - before, ballast));
    }
  }

  private Process ballast(long bytes) throws IOException {
    // Without a line feed all of it is one line, which tail keeps in memory.
    String script = "echo $$ >\"$1\" && head -c \"$2\" /dev/zero | tail >/dev/null";
    return new ProcessBuilder("/bin/sh", "-c", script, "ballast", procs(), Long.toString(bytes))
        .redirectErrorStream(true)
        .start();
  }

  /**
   * Waits for its end; empty where that is as it should be. It is killed too where it goes on
   * before all that the victim had has come back.
   */
  private static String ended(Process ballast) throws IOException {
    if (!Waiting.until(GONE, () -> !ballast.isAlive())) {
      ballast.descendants().forEach(ProcessHandle::destroyForcibly);
      ballast.destroyForcibly();
      return ", the ballast running";
    }
    String said = new String(ballast.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (ballast.exitValue() == 0 || ballast.exitValue() == KILLED) return "";
    return ", the ballast ended with code " + ballast.exitValue() + ": " + said.strip();
  }

  /** How many processes in it were killed for want of memory. */
  private long kills() throws IOException {
    return number(second ? "memory.events" : "memory.oom_control", "oom_kill ");
  }

  private void limit(String bytes) throws IOException {
    Files.writeString(folder.resolve(second ? "memory.max" : "memory.limit_in_bytes"), bytes);
  }

  private long number(String file, String name) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(file));
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length())))
        .sum();
  }

  @Override
  public void close() throws IOException {
    boolean gone =
        Waiting.until(GONE, () -> Files.readString(folder.resolve("cgroup.procs")).isBlank());
    if (gone) Files.delete(folder);
  }
}
