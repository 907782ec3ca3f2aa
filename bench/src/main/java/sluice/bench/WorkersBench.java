package sluice.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import sluice.math.Workers;

/** What it costs to share work: a run of two pieces that do nothing, one after the other. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkersBench {
  private final Workers two = Workers.of(2);
  private final int[] pieces = new int[32];
  private final Workers.Piece piece = index -> pieces[index * 16]++;

  /** Two pieces for two threads. */
  @Benchmark
  public int[] twoPieces() {
    two.run(2, piece);
    return pieces;
  }

  /** The same in the caller alone. */
  @Benchmark
  public int[] alone() {
    Workers.serial().run(2, piece);
    return pieces;
  }

  /** Ends the thread. */
  @TearDown
  public void close() {
    two.close();
  }
}
