package dev.telltale.telemetry.benchmarks.node;

import com.sun.management.ThreadMXBean;
import dev.telltale.node.Main;
import dev.telltale.telemetry.benchmarks.SharedCount;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** A node in a process of its own, which tells what its threads use. */
final class NodeMain {
  /** Short beside what is measured. */
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private NodeMain() {}

  /** Arguments: the node's file, and the files of the numbers of bytes and nanoseconds. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SharedCount allocated = new SharedCount(Path.of(args[1]));
    SharedCount cpuNanos = new SharedCount(Path.of(args[2]));
    Thread telling = new Thread(() -> tell(allocated, cpuNanos), "telling");
    telling.setDaemon(true);
    telling.start();
    System.exit(Main.run(Path.of(args[0]), Map.of(), List.of(), System.err));
  }

  /** By all threads that live now, since they began. */
  private static void tell(SharedCount allocated, SharedCount cpuNanos) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().getId();
    while (true) {
      long[] all = threads.getAllThreadIds();
      allocated.set(
          sum(threads.getThreadAllocatedBytes(all)) - threads.getThreadAllocatedBytes(own));
      cpuNanos.set(sum(threads.getThreadCpuTime(all)) - threads.getThreadCpuTime(own));
      LockSupport.parkNanos(TELL_NANOS);
    }
  }

  /** A thread that is gone by now has -1. */
  private static long sum(long[] ofThreads) {
    return LongStream.of(ofThreads).filter(of -> of > 0).sum();
  }
}
