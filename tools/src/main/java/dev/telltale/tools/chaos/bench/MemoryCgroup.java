package dev.telltale.tools.chaos.bench;

import java.io.IOException;
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
  private static final long LEFT = 64L << 20;
  private static final long WANTED = 256L << 20;
  private static final Duration GONE = Duration.ofSeconds(30);

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
    return new MemoryCgroup(Files.createDirectory(folder), second);
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

  /** The command behind which a process is in it. */
  public String[] behind() {
    String script = "echo $$ >\"$1\" && shift && exec \"$@\"";
    return new String[] {"/bin/sh", "-c", script, "cgroup", procs()};
  }

  private String procs() {
    return folder.resolve("cgroup.procs").toString();
  }

  /**
   * Leaves it little more memory than it uses, and has another process in it want more than that.
   * Only {@code victim} may be killed for it.
   *
   * @return whether the kernel killed it
   */
  public boolean runOut(ChildProcess victim) throws IOException {
    long before = kills();
    // What the system could do without, copies of files, counts for nothing.
    limit(Long.toString(number("memory.stat", second ? "anon " : "total_rss ") + LEFT));
    String script =
        "echo $$ >\"$1\" && echo -1000 >/proc/self/oom_score_adj"
            + " && head -c \"$2\" /dev/zero | tail >/dev/null";
    Process ballast =
        new ProcessBuilder("/bin/sh", "-c", script, "ballast", procs(), Long.toString(WANTED))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean gone = Waiting.until(GONE, () -> !victim.alive());
    limit(second ? "max" : "-1");
    boolean ended = Waiting.until(GONE, () -> !ballast.isAlive());
    if (!ended) throw new IOException(folder + ": expected the ballast to end, found it running");
    return gone && kills() > before;
  }

  /** How many processes in it were killed for want of memory. */
  public long kills() throws IOException {
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
