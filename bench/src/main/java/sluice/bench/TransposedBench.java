package sluice.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sluice.kernel.Kernels;

/** Products as in xᵀ·da, in GFLOP/s (the counter {@code billions}). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransposedBench {
  /** Rows, which are summed over, × columns of A × columns of B. */
  @Param({
    "320x30x120",
    "1120x28x1024",
    "1120x256x1024",
    "1120x256x28",
    "400x200x800",
    "700x650x2600",
    "21504x64x256"
  })
  public String shape;

  private final Kernels kernels = Kernels.get();
  private int m;
  private int k;
  private int n;
  private float[] a = {}; // [m, k]
  private float[] b = {}; // [m, n]
  private float[] gradient = {}; // [k, n]
  private float[] scratch = {};

  /** Fills the matrices. */
  @Setup
  public void make() {
    String[] sizes = shape.split("x");
    m = Integer.parseInt(sizes[0]);
    k = Integer.parseInt(sizes[1]);
    n = Integer.parseInt(sizes[2]);
    a = KernelBench.numbers(m * k);
    b = KernelBench.numbers(m * n);
    gradient = new float[k * n];
    scratch = new float[kernels.transposedScratch(m, k, n)];
  }

  /** G = Aᵀ·B. */
  @Benchmark
  public float[] transposedProduct(Work work) {
    kernels.transposedProduct(m, k, n, a, 0, k, b, 0, n, gradient, 0, n, false, scratch);
    work.billions += 2e-9 * m * k * n;
    return gradient;
  }
}
