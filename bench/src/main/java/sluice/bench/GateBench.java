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

/** The gates of one step, in billions of units a second (the counter {@code billions}). */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Dsluice.kernels=vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GateBench {
  /** Sequences × hidden units. */
  @Param({"16x256", "64x64", "16x30", "10x650"})
  public String shape;

  private final Kernels kernels = Kernels.get();
  private int rows;
  private int h;
  private float[] a = {}; // [rows, 4h]
  private float[] before = {}; // [rows, h]  all others likewise
  private float[] c = {};
  private float[] tanhC = {};
  private float[] y = {};
  private float[] dh = {};
  private float[] dc = {};

  /** Fills the arrays. */
  @Setup
  public void make() {
    String[] sizes = shape.split("x");
    rows = Integer.parseInt(sizes[0]);
    h = Integer.parseInt(sizes[1]);
    a = KernelBench.numbers(rows * 4 * h);
    before = KernelBench.numbers(rows * h);
    c = new float[rows * h];
    tanhC = KernelBench.numbers(rows * h);
    y = new float[rows * h];
    dh = KernelBench.numbers(rows * h);
    dc = KernelBench.numbers(rows * h);
  }

  /** One step forward; a stays between 0 and 1, which costs the same. */
  @Benchmark
  public float[] lstmForward(Work work) {
    kernels.lstmForward(rows, h, a, 0, before, 0, c, 0, tanhC, 0, y, 0);
    work.billions += 1e-9 * rows * h;
    return y;
  }

  /** One step backward, on activations made anew, as gradients would fade to nothing. */
  @Benchmark
  public float[] lstmBackward(Work work) {
    kernels.fillRows(4, rows * h, before, 0, a, 0, rows * h);
    kernels.fillRows(1, rows * h, before, 0, dc, 0, 0);
    kernels.lstmBackward(rows, h, a, 0, before, 0, tanhC, 0, dh, 0, dc, 0);
    work.billions += 1e-9 * rows * h;
    return dc;
  }
}
