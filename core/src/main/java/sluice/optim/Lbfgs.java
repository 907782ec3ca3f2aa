package sluice.optim;

import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * L-BFGS (Nocedal 1980; Liu &amp; Nocedal 1989) with a line search that holds the strong Wolfe
 * conditions: for full batches, where the objective is a function of the weights alone.
 *
 * <pre>
 *   d = −H·g, H from the last pairs s = w₊ − w, y = g₊ − g by two loops, on γ·I with γ = s·y ∕ y·y
 *   w = w + a·d, a such that  J(a) ≤ J(0) + c₁·a·J′(0)  and  |J′(a)| ≤ c₂·|J′(0)|
 * </pre>
 *
 * <p>A step asks for a handful of evaluations. A pair whose s·y is not above 0 is left out. Where
 * no point of a search is lower, the weights stay as they were. Of the factors of {@link
 * Gradients#rates} only 0, frozen, is heeded, and no limit is set to gradients: the line search
 * keeps steps in bounds.
 */
public final class Lbfgs implements Optimizer {
  private static final float[] NO_WEIGHTS = {};
  private static final Kernels KERNELS = Kernels.get();
  private static final double LEAST_CURVATURE = 1e-10; // s·y beside ‖s‖·‖y‖

  private final Config config;
  private final Gradients gradients;
  private final LineSearch search;
  private final int size;
  private final Matrix s; // [history, size]  steps, the newest in row (pairs − 1) mod history
  private final Matrix y; // [history, size]  changes of the gradient
  private final Matrix pairs = Matrix.of(1, 1); // how many there have been
  private final float[] start; // [size]  weights before the step
  private final float[] g0; // [size]  gradient there
  private final float[] g; // [size]  gradient at the point tried last
  private final float[] d; // [size]  direction
  private final double[] a; // [history]
  private final Along along = new Along();
  private Objective objective = () -> 0;
  private double evaluated; // length at which g was taken
  private double rate;
  private long steps;

  /**
   * Settings.
   *
   * @param rate length of the first step that a search tries, above 0; 1 is Newton's
   * @param history pairs that are remembered, at least 1
   * @param evaluations the most of a step, at least 2
   */
  public record Config(double rate, int history, int evaluations) {
    /** Rate 1, 10 pairs, 25 evaluations. */
    public static final Config DEFAULT = new Config(1, 10, 25);

    public Config {
      Rates.positive(rate);
      if (history < 1 || evaluations < 2) {
        throw new IllegalArgumentException(
            "L-BFGS needs a history of at least 1 and at least 2 evaluations, had "
                + history
                + " and "
                + evaluations);
      }
    }
  }

  /** For these gradients and their weights. */
  public Lbfgs(Config config, Gradients gradients) {
    this.config = config;
    this.gradients = gradients;
    rate = config.rate();
    int floats = 0;
    for (int i = 0; i < gradients.count(); i++) {
      floats = Math.addExact(floats, gradients.gradient(i).size());
    }
    size = floats;
    s = Matrix.of(config.history(), size);
    y = Matrix.of(config.history(), size);
    start = new float[size];
    g0 = new float[size];
    g = new float[size];
    d = new float[size];
    a = new double[config.history()];
    search = new LineSearch(along, config.evaluations() - 1);
  }

  /** The objective along d. */
  private final class Along implements LineSearch.Line {
    @Override
    public double loss(double length) {
      go(length);
      double loss = objective.evaluate();
      gather(NO_WEIGHTS, g);
      evaluated = length;
      return loss;
    }

    @Override
    public double slope() {
      return dot(d, 0, g, 0);
    }
  }

  @Override
  public boolean fullBatch() {
    return true;
  }

  @Override
  public double step(Objective objective) {
    this.objective = objective;
    double loss = objective.evaluate();
    if (!Double.isFinite(loss)) {
      return loss; // nothing is changed
    }
    steps++;
    gather(start, g0);
    direction();
    double slope = dot(d, 0, g0, 0);
    // Not downhill, or beyond what floats hold: what is remembered is of no use here.
    if (!(slope < 0 && slope > Double.NEGATIVE_INFINITY)) {
      pairs.set(0, 0, 0);
      direction();
      slope = dot(d, 0, g0, 0);
    }
    if (slope < 0) {
      double length = search.run(loss, slope, firstLength());
      if (length == 0) {
        go(0);
      } else {
        if (length != evaluated) { // the point that was chosen need not be the one tried last
          var _ = along.loss(length);
        }
        remember(length);
      }
    }
    return loss;
  }

  /** Without a pair the gradient says nothing of a length: at most one unit in all. */
  private double firstLength() {
    if (pairs.get(0, 0) > 0) {
      return rate;
    }
    double sum = 0;
    for (float value : g0) {
      sum += Math.abs(value);
    }
    return rate * Math.min(1, 1 / sum);
  }

  /** Copies weights and scaled gradients; a frozen weight has none. */
  private void gather(float[] weights, float[] scaled) {
    int at = 0;
    for (int i = 0; i < gradients.count(); i++) {
      Matrix gradient = gradients.gradient(i);
      Matrix w = gradients.weight(i).values();
      int n = gradient.size();
      if (weights.length > 0) {
        System.arraycopy(w.data(), w.at(0), weights, at, n);
      }
      System.arraycopy(gradient.data(), gradient.at(0), scaled, at, n);
      KERNELS.scale(n, gradients.rate(i) == 0 ? 0 : (float) gradients.scale(), scaled, at);
      at += n;
    }
  }

  /** Puts the weights at start + length·d. */
  private void go(double length) {
    int at = 0;
    for (int i = 0; i < gradients.count(); i++) {
      Matrix w = gradients.weight(i).values();
      System.arraycopy(start, at, w.data(), w.at(0), w.size());
      KERNELS.axpy(w.size(), (float) length, d, at, w.data(), w.at(0));
      gradients.weight(i).changed();
      at += w.size();
    }
  }

  /** d = −H·g by the two loops. */
  private void direction() {
    int count = (int) Math.min(pairs.get(0, 0), config.history());
    for (int j = 0; j < size; j++) {
      d[j] = -g0[j];
    }
    for (int back = 1; back <= count; back++) {
      int row = row(back);
      a[row] = dot(s.data(), s.at(row), d, 0) / curvature(row);
      KERNELS.axpy(size, (float) -a[row], y.data(), y.at(row), d, 0);
    }
    if (count > 0) {
      int newest = row(1);
      double squares = KERNELS.sumOfSquares(size, y.data(), y.at(newest));
      KERNELS.scale(size, (float) (curvature(newest) / squares), d, 0);
    }
    for (int back = count; back >= 1; back--) {
      int row = row(back);
      double b = dot(y.data(), y.at(row), d, 0) / curvature(row);
      KERNELS.axpy(size, (float) (a[row] - b), s.data(), s.at(row), d, 0);
    }
  }

  /** The row of a pair, 1 for the newest; 0 is the row of the next. */
  private int row(int back) {
    return (int) Math.floorMod((long) pairs.get(0, 0) - back, (long) config.history());
  }

  private double curvature(int row) {
    return dot(s.data(), s.at(row), y.data(), y.at(row));
  }

  private double dot(float[] x, int xAt, float[] z, int zAt) {
    return KERNELS.dot(size, x, xAt, z, zAt);
  }

  /** Keeps the pair of a step, if it curves upwards; d and g become the pair. */
  private void remember(double length) {
    KERNELS.scale(size, (float) length, d, 0);
    KERNELS.axpy(size, -1, g0, 0, g, 0);
    double squares = KERNELS.sumOfSquares(size, d, 0) * KERNELS.sumOfSquares(size, g, 0);
    if (dot(d, 0, g, 0) > LEAST_CURVATURE * Math.sqrt(squares)) {
      int row = row(0);
      System.arraycopy(d, 0, s.data(), s.at(row), size);
      System.arraycopy(g, 0, y.data(), y.at(row), size);
      float next = pairs.get(0, 0) + 1;
      pairs.set(0, 0, next < 1 << 24 ? next : next - config.history()); // a float counts so far
    }
  }

  @Override
  public void rate(double value) {
    rate = value;
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public List<Named> tensors() {
    return List.of(
        new Named("lbfgs.s", s), new Named("lbfgs.y", y), new Named("lbfgs.pairs", pairs));
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void steps(long value) {
    steps = value;
  }
}
