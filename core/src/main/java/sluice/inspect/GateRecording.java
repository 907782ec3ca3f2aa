package sluice.inspect;

import java.util.Arrays;
import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * What one gate of a recurrent layer did in a recorded step: how open it was, how often it was
 * saturated, and how much of the gradient went through it. By step in time, or over all of them.
 *
 * <p>A gate is saturated below 0.05 and above 0.95; a candidate, which is a tanh, below −0.9 and
 * above 0.9: the same places of the curve.
 */
public final class GateRecording {
  private static final Kernels KERNELS = Kernels.get();
  private static final int BINS = 20;

  private final String name;
  private final int column;
  private final int units;
  private final Bins values;
  private double[] sum = {};
  private double[] squares = {};
  private double[] da = {}; // Σ da², of the gradient of the summed loss
  private long[] low = {};
  private long[] high = {};
  private long[] count = {};
  private float[] own = {}; // its values at a step
  private int steps;

  GateRecording(String name, boolean candidate, int gate, int units) {
    this.name = name;
    this.column = gate * units;
    this.units = units;
    values = new Bins(candidate ? -1 : 0, 1, BINS);
  }

  /** Its letter: i f g o, or r z n. */
  public String name() {
    return name;
  }

  /** How its values are spread; the first bin and the last are where it is saturated. */
  public Bins values() {
    return values;
  }

  /** Mean over units, sequences and steps. */
  public double mean() {
    return total(sum) / total(count);
  }

  /** Mean over units and sequences at a step; NaN where nothing was seen. */
  public double mean(int t) {
    return sum[t] / count[t];
  }

  /** Standard deviation over units, sequences and steps. */
  public double spread() {
    return spread(total(squares), total(sum), total(count));
  }

  /** Standard deviation over units and sequences at a step. */
  public double spread(int t) {
    return spread(squares[t], sum[t], count[t]);
  }

  private static double spread(double squares, double sum, double count) {
    double mean = sum / count;
    return Math.sqrt(Math.max(0, squares / count - mean * mean));
  }

  /** Share of values that are saturated low. */
  public double low() {
    return (double) total(low) / total(count);
  }

  /** Share of values at a step that are saturated low. */
  public double low(int t) {
    return (double) low[t] / count[t];
  }

  /** Share of values that are saturated high. */
  public double high() {
    return (double) total(high) / total(count);
  }

  /** Share of values at a step that are saturated high. */
  public double high(int t) {
    return (double) high[t] / count[t];
  }

  /** Σ da² over all steps, of the gradient of the summed loss. */
  double da() {
    return total(da);
  }

  /** Σ da² at a step. */
  double da(int t) {
    return da[t];
  }

  /** Forgets all. Modified. */
  void clear() {
    values.clear();
    Arrays.fill(sum, 0);
    Arrays.fill(squares, 0);
    Arrays.fill(da, 0);
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
    Arrays.fill(count, 0);
    steps = 0;
  }

  /** Makes room for step t. Modified. */
  private void reach(int t) {
    steps = Math.max(steps, t + 1);
    if (t >= sum.length) {
      int length = Math.max(t + 1, 2 * sum.length);
      sum = Arrays.copyOf(sum, length);
      squares = Arrays.copyOf(squares, length);
      da = Arrays.copyOf(da, length);
      low = Arrays.copyOf(low, length);
      high = Arrays.copyOf(high, length);
      count = Arrays.copyOf(count, length);
    }
  }

  /** Reads its values at a step. Modified. */
  void forward(int t, int first, int rows, Matrix gates) {
    reach(t);
    long lowBefore = values.lowest();
    long highBefore = values.highest();
    int n = gather(first, rows, gates);
    sum[t] += KERNELS.sum(n, own, 0);
    squares[t] += KERNELS.sumOfSquares(n, own, 0);
    values.add(n, own, 0);
    low[t] += values.lowest() - lowBefore;
    high[t] += values.highest() - highBefore;
    count[t] += (long) rows * units;
  }

  /** Reads the gradient of its sums at a step. Modified. */
  void backward(int t, int first, int rows, Matrix da) {
    reach(t);
    this.da[t] += KERNELS.sumOfSquares(gather(first, rows, da), own, 0);
  }

  /** Puts its columns of some rows side by side: one long sum takes less than many short ones. */
  private int gather(int first, int rows, Matrix all) {
    if (own.length < rows * units) {
      own = new float[rows * units];
    }
    for (int i = 0; i < rows; i++) {
      System.arraycopy(all.data(), all.at(first + i) + column, own, i * units, units);
    }
    return rows * units;
  }

  private double total(double[] sums) {
    double total = 0;
    for (int t = 0; t < steps; t++) {
      total += sums[t];
    }
    return total;
  }

  private long total(long[] counts) {
    long total = 0;
    for (int t = 0; t < steps; t++) {
      total += counts[t];
    }
    return total;
  }
}
