package sluice.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Bytes that the threads of this process have allocated on the Java heap, but for the compiler's.
 */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long[] others;

  /** Of the calling thread and all that live now. */
  Allocation() {
    long own = Thread.currentThread().threadId();
    others = Arrays.stream(THREADS.getAllThreadIds()).filter(id -> id != own).toArray();
  }

  /** Bytes so far. Allocates nothing itself. */
  long bytes() {
    long sum = 0;
    for (long id : others) {
      sum += Math.max(0, THREADS.getThreadAllocatedBytes(id));
    }
    return sum + THREADS.getCurrentThreadAllocatedBytes();
  }
}
