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

/** A node in a process of its own, which tells what it allocates. */
final class NodeMain {
  /** Short beside what is measured. */
  private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private NodeMain() {}

  /** Arguments: the node's file, and the file of the number of bytes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SharedCount allocated = new SharedCount(Path.of(args[1]));
    Thread telling = new Thread(() -> tell(allocated), "allocated");
    telling.setDaemon(true);
    telling.start();
    System.exit(Main.run(Path.of(args[0]), Map.of(), List.of(), System.err));
  }

  /** By all threads that live now, since they began. */
  private static void tell(SharedCount allocated) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long own = Thread.currentThread().getId();
    while (true) {
      long all = 0;
      for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
        all += Math.max(0, bytes);
      }
      allocated.set(all - threads.getThreadAllocatedBytes(own));
      LockSupport.parkNanos(TELL_NANOS);
    }
  }
}
