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
 * Functions, reductions and steps of optimisers on what fits in the first cache, in billions of
 * elements a second (the counter {@code billions}).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementBench {
  /** Elements. */
  @Param("2048")
  public int n;

  private final Kernels kernels = Kernels.get();
  private float[] x = {};
  private float[] y = {};
  private float[] m = {};
  private float[] v = {}; // positive
  private float[] w = {};

  /** Fills the arrays. */
  @Setup
  public void make() {
    x = KernelBench.numbers(n);
    y = new float[n];
    m = new float[n];
    v = KernelBench.numbers(n);
    for (int j = 0; j < n; j++) {
      v[j] = Math.abs(v[j]) + 0.1f;
    }
    w = KernelBench.numbers(n);
  }

  /** y = tanh x. */
  @Benchmark
  public float[] tanh(Work work) {
    kernels.tanh(n, x, 0, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** y = σ(x). */
  @Benchmark
  public float[] sigmoid(Work work) {
    kernels.sigmoid(n, x, 0, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** y = e^(x − 1). */
  @Benchmark
  public float[] exp(Work work) {
    kernels.exp(n, x, 0, 1f, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** y = log x. */
  @Benchmark
  public float[] log(Work work) {
    kernels.log(n, v, 0, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** y += x. */
  @Benchmark
  public float[] add(Work work) {
    kernels.add(n, x, 0, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** Half of x. */
  @Benchmark
  public float[] dropout(Work work) {
    kernels.dropout(n, 7, 1 << 31, 2f, x, 0, y, 0);
    work.billions += 1e-9 * n;
    return y;
  }

  /** The sums of 16 rows. */
  @Benchmark
  public float[] columnSums(Work work) {
    kernels.columnSums(16, n / 16, x, 0, n / 16, y, 0, false);
    work.billions += 1e-9 * n;
    return y;
  }

  /** One step of gradient descent without momentum. */
  @Benchmark
  public float[] sgd(Work work) {
    kernels.sgd(n, 1e-6f, 0f, 1f, x, 0, y, 0, w, 0);
    work.billions += 1e-9 * n;
    return w;
  }

  /** One step of Adam. */
  @Benchmark
  public float[] adam(Work work) {
    kernels.adam(n, 1e-6f, 0.9f, 0.999f, 1e-8f, 1f, 1f, x, 0, m, 0, v, 0, w, 0);
    work.billions += 1e-9 * n;
    return w;
  }

  /** max x. */
  @Benchmark
  public float max(Work work) {
    work.billions += 1e-9 * n;
    return kernels.max(n, x, 0);
  }

  /** Σ x through the fixed tree. */
  @Benchmark
  public double sum(Work work) {
    work.billions += 1e-9 * n;
    return kernels.sum(n, x, 0);
  }

  /** Σ x² through the fixed tree. */
  @Benchmark
  public double sumOfSquares(Work work) {
    work.billions += 1e-9 * n;
    return kernels.sumOfSquares(n, x, 0);
  }
}
