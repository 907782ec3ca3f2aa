package sluice.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import sluice.kernel.Kernels;

/**
 * What equal bits cost: each rule beside what one would write without it, in µs; look at the
 * median, {@code p0.50}. {@code docs/same-bits.md} has the table.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SameBitsBench {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TERMS = 1024;
  private static final int ROWS = 6;
  private static final int PANEL = 2 * LANES;
  private static final int NUMBERS = 65_536; // 256 KB

  private final Kernels kernels = Kernels.get();
  private float[] a = {}; // [6, 1024]
  private float[] b = {}; // [1024, 2 vectors]
  private float[] c = {}; // [6, 2 vectors]
  private float[] x = {}; // [65,536], −3 to 3
  private float[] y = {};

  /** Fills the arrays. */
  @Setup
  public void make() {
    a = KernelBench.numbers(ROWS * TERMS);
    b = KernelBench.numbers(TERMS * PANEL);
    c = new float[ROWS * PANEL];
    x = KernelBench.numbers(NUMBERS);
    for (int j = 0; j < NUMBERS; j++) {
      x[j] *= 3;
    }
    y = new float[NUMBERS];
  }

  /** A tile of a product, 1,024 terms, by the rule: a chain for each 256 terms. */
  @Benchmark
  public float[] tileInBlocks() {
    for (int from = 0; from < TERMS; from += Kernels.BLOCK) {
      tile(from, from + Kernels.BLOCK);
    }
    return c;
  }

  /** The same tile in one chain of 1,024 terms. */
  @Benchmark
  public float[] tileInOneChain() {
    tile(0, TERMS);
    return c;
  }

  private void tile(int from, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = zero, s01 = zero, s10 = zero, s11 = zero;
    FloatVector s20 = zero, s21 = zero, s30 = zero, s31 = zero;
    FloatVector s40 = zero, s41 = zero, s50 = zero, s51 = zero;
    for (int t = from; t < to; t++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, t * PANEL);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, t * PANEL + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[t]);
      s00 = v.fma(b0, s00);
      s01 = v.fma(b1, s01);
      v = FloatVector.broadcast(SPECIES, a[TERMS + t]);
      s10 = v.fma(b0, s10);
      s11 = v.fma(b1, s11);
      v = FloatVector.broadcast(SPECIES, a[2 * TERMS + t]);
      s20 = v.fma(b0, s20);
      s21 = v.fma(b1, s21);
      v = FloatVector.broadcast(SPECIES, a[3 * TERMS + t]);
      s30 = v.fma(b0, s30);
      s31 = v.fma(b1, s31);
      v = FloatVector.broadcast(SPECIES, a[4 * TERMS + t]);
      s40 = v.fma(b0, s40);
      s41 = v.fma(b1, s41);
      v = FloatVector.broadcast(SPECIES, a[5 * TERMS + t]);
      s50 = v.fma(b0, s50);
      s51 = v.fma(b1, s51);
    }
    FloatVector.fromArray(SPECIES, c, 0).add(s00).intoArray(c, 0);
    FloatVector.fromArray(SPECIES, c, LANES).add(s01).intoArray(c, LANES);
    FloatVector.fromArray(SPECIES, c, PANEL).add(s10).intoArray(c, PANEL);
    FloatVector.fromArray(SPECIES, c, PANEL + LANES).add(s11).intoArray(c, PANEL + LANES);
    FloatVector.fromArray(SPECIES, c, 2 * PANEL).add(s20).intoArray(c, 2 * PANEL);
    FloatVector.fromArray(SPECIES, c, 2 * PANEL + LANES).add(s21).intoArray(c, 2 * PANEL + LANES);
    FloatVector.fromArray(SPECIES, c, 3 * PANEL).add(s30).intoArray(c, 3 * PANEL);
    FloatVector.fromArray(SPECIES, c, 3 * PANEL + LANES).add(s31).intoArray(c, 3 * PANEL + LANES);
    FloatVector.fromArray(SPECIES, c, 4 * PANEL).add(s40).intoArray(c, 4 * PANEL);
    FloatVector.fromArray(SPECIES, c, 4 * PANEL + LANES).add(s41).intoArray(c, 4 * PANEL + LANES);
    FloatVector.fromArray(SPECIES, c, 5 * PANEL).add(s50).intoArray(c, 5 * PANEL);
    FloatVector.fromArray(SPECIES, c, 5 * PANEL + LANES).add(s51).intoArray(c, 5 * PANEL + LANES);
  }

  /** Σ x² of 65,536 numbers in double, by the tree. */
  @Benchmark
  public double squaresByTheTree() {
    return kernels.sumOfSquares(NUMBERS, x, 0);
  }

  /** The same sum in float, four vectors wide, in the order that is fastest. */
  @Benchmark
  public float squaresInFloat() {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0, s2 = s0, s3 = s0;
    for (int j = 0; j < NUMBERS; j += 4 * LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, x, j);
      FloatVector v1 = FloatVector.fromArray(SPECIES, x, j + LANES);
      FloatVector v2 = FloatVector.fromArray(SPECIES, x, j + 2 * LANES);
      FloatVector v3 = FloatVector.fromArray(SPECIES, x, j + 3 * LANES);
      s0 = v0.fma(v0, s0);
      s1 = v1.fma(v1, s1);
      s2 = v2.fma(v2, s2);
      s3 = v3.fma(v3, s3);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
  }

  /** tanh of 65,536 numbers, our own. */
  @Benchmark
  public float[] tanhOwn() {
    kernels.tanh(NUMBERS, x, 0, y, 0);
    return y;
  }

  /** tanh as the vector library has it. */
  @Benchmark
  public float[] tanhOfTheLibrary() {
    for (int j = 0; j < NUMBERS; j += LANES) {
      FloatVector.fromArray(SPECIES, x, j).lanewise(VectorOperators.TANH).intoArray(y, j);
    }
    return y;
  }

  /** e^x of 65,536 numbers, our own. */
  @Benchmark
  public float[] expOwn() {
    kernels.exp(NUMBERS, x, 0, y, 0);
    return y;
  }

  /** e^x as the vector library has it. */
  @Benchmark
  public float[] expOfTheLibrary() {
    for (int j = 0; j < NUMBERS; j += LANES) {
      FloatVector.fromArray(SPECIES, x, j).lanewise(VectorOperators.EXP).intoArray(y, j);
    }
    return y;
  }

  /** A dropout mask and its use on 65,536 numbers: bits as a function of key and place. */
  @Benchmark
  public float[] dropout() {
    kernels.dropout(NUMBERS, 42, 1 << 31, 2, x, 0, y, 0);
    return y;
  }
}
