package dev.telltale.telemetry.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@link SpoolCrashWriter} under strace, which sees its system calls and can kill it at one.
 */
final class Traced {
  private static final String CALLS =
      "write,pwrite64,rename,renameat,renameat2,unlink,unlinkat,fsync,fdatasync,ftruncate";
  private static final int SIGKILL = 9;
  private static final Pattern LINE = Pattern.compile("(\\d+) +(\\w+)\\(.*");

  /** One system call of the thread that works: the {@code nth} of that name. */
  record Call(String name, int nth) {}

  private Traced() {}

  static boolean possible() throws Exception {
    try {
      return finished(new ProcessBuilder("strace", "-V"), new ArrayList<>()) == 0;
    } catch (IOException e) { // there is no such program
      return false;
    }
  }

  /** All that count, in their order. */
  static List<Call> calls(Path dir, boolean fsync) throws Exception {
    Path trace = dir.resolve("trace");
    List<String> output = new ArrayList<>();
    int status = run(dir, fsync, output, "-o", trace.toString(), "-e", "trace=" + CALLS);
    if (status != 0) {
      throw new IOException("strace: expected status 0, found " + status + " " + output);
    }
    List<String> lines = Files.readAllLines(trace);
    String worker = "";
    int begin = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches() && lines.get(i).contains(SpoolCrashWriter.MARKER)) {
        worker = line.group(1);
        begin = i + 1;
      }
    }
    List<Call> calls = new ArrayList<>();
    Map<String, Integer> count = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches() && line.group(1).equals(worker)) {
        int nth = count.merge(line.group(2), 1, Integer::sum);
        if (i >= begin) {
          calls.add(new Call(line.group(2), nth));
        }
      }
    }
    return calls;
  }

  /** Kills it when it is about to make that call: "killed", or what it says instead. */
  static String killedAt(Call call, Path dir, boolean fsync) throws Exception {
    String inject = "inject=" + call.name() + ":signal=KILL:when=" + call.nth();
    List<String> output = new ArrayList<>();
    int status =
        run(dir, fsync, output, "-o", "/dev/null", "-e", "trace=" + call.name(), "-e", inject);
    return status == 128 + SIGKILL ? "killed" : "status " + status + " " + output;
  }

  private static int run(Path dir, boolean fsync, List<String> output, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq"));
    command.addAll(List.of(options));
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:-UsePerfData", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SpoolCrashWriter.class.getName(), dir.toString(), "" + fsync));
    return finished(new ProcessBuilder(command), output);
  }

  private static int finished(ProcessBuilder command, List<String> output) throws Exception {
    Process process = command.redirectErrorStream(true).start();
    process.getOutputStream().close();
    output.addAll(process.inputReader().lines().toList());
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException(command.command().get(0) + ": still running after a minute");
    }
    return process.exitValue();
  }
}
