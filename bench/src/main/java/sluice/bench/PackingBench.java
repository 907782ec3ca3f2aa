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

/** Packing in billions of elements a second (the counter {@code billions}). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PackingBench {
  /** Rows × columns of the matrix as it stands. */
  @Param({"64x256", "256x1024", "650x2600"})
  public String shape;

  private final Kernels kernels = Kernels.get();
  private int rows;
  private int columns;
  private float[] b = {}; // [rows, columns]
  private float[] packed = {};

  /** Fills the matrix. */
  @Setup
  public void make() {
    String[] sizes = shape.split("x");
    rows = Integer.parseInt(sizes[0]);
    columns = Integer.parseInt(sizes[1]);
    b = KernelBench.numbers(rows * columns);
    int length = kernels.packedLength(rows, columns);
    packed = new float[Math.max(length, kernels.packedLength(columns, rows))];
  }

  /** As it stands, for x·W. */
  @Benchmark
  public float[] pack(Work work) {
    kernels.pack(rows, columns, b, 0, columns, packed);
    work.billions += 1e-9 * rows * columns;
    return packed;
  }

  /** Its transpose, for da·Wᵀ. */
  @Benchmark
  public float[] packTransposed(Work work) {
    kernels.packTransposed(columns, rows, b, 0, columns, packed);
    work.billions += 1e-9 * rows * columns;
    return packed;
  }
}
