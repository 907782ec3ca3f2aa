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

/**
 * Products in GFLOP/s (the counter {@code billions}), for the shapes of the benchmarks C1 to C6 and
 * I1 to I3; compare with {@link PeakBench} from the same run.
 *
 * <p>Look here after every change of a tile: a small edit can halve it. {@code ./build kernels}
 * runs this and the other benchmarks of kernels and compares with what is stored.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBench {
  /** Rows of A × terms × columns of B. */
  @Param({
    "16x256x1024",
    "16x1024x256",
    "64x64x256",
    "16x30x120",
    "16x120x30",
    "10x650x2600",
    "20x650x2600",
    "10x200x800",
    "32x1024x4096",
    "64x650x10000",
    "1120x256x28",
    "1x64x256",
    "1x256x1024",
    "3x256x1024"
  })
  public String shape;

  private final Kernels kernels = Kernels.get();
  private int m;
  private int k;
  private int n;
  private float[] a = {}; // [m, k]
  private float[] packed = {}; // [k, n]
  private float[] c = {}; // [m, n]

  /** Fills the matrices. */
  @Setup
  public void make() {
    String[] sizes = shape.split("x");
    m = Integer.parseInt(sizes[0]);
    k = Integer.parseInt(sizes[1]);
    n = Integer.parseInt(sizes[2]);
    a = numbers(m * k);
    packed = new float[kernels.packedLength(k, n)];
    kernels.pack(k, n, numbers(k * n), 0, n, packed);
    c = new float[m * n];
  }

  /** C = A·B, as in x·W. */
  @Benchmark
  public float[] product(Work work) {
    kernels.product(m, k, n, a, 0, k, packed, c, 0, n, false);
    work.billions += 2e-9 * m * k * n;
    return c;
  }

  static float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int j = 0; j < n; j++) {
      numbers[j] = (j * 0x9e3779b9 >> 8) * 0x1p-23f;
    }
    return numbers;
  }
}
