package sluice.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a benchmark of a kernel got done, beside how often it ran. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Work {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Billions of floating-point operations in products, of elements elsewhere. */
  public double billions;

  /** What the thread had of its processor, which is less than went by where others work too. */
  public double processorSeconds;

  private long start;

  /** Sets the counters to 0. */
  @Setup(Level.Iteration)
  public void start() {
    billions = 0;
    start = THREADS.getCurrentThreadCpuTime();
  }

  /** Takes the time. */
  @TearDown(Level.Iteration)
  public void stop() {
    processorSeconds = 1e-9 * (THREADS.getCurrentThreadCpuTime() - start);
  }
}
