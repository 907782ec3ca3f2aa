package sluice.nn;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * One gradient for each trained weight of a network, beside the weights and only while training.
 *
 * <p>Layers add to them; the objective clears them before it evaluates: nobody else does. Losses
 * are summed, not averaged, while they are gathered; {@link #finish} then notes the factor that
 * makes them a mean, and the norm. The gradient that an optimiser follows is {@code of(weight) ·
 * scale()}.
 *
 * <p>Where ids pick rows of a weight, only the rows that a batch has reached are cleared, measured
 * and, if the method allows it, updated.
 */
public final class Gradients {
  private static final Kernels KERNELS = Kernels.get();

  /** Floats of a piece of work on all gradients. */
  private static final int PIECE_FLOATS = 1 << 16;

  /** Something that is done to the rows {@code [from, to)} of the i-th trained weight. */
  @FunctionalInterface
  public interface Rows {
    /** Called from several threads at once, for different rows. */
    void run(int i, int from, int to);
  }

  private final Weight[] weights;
  private final Matrix[] gradients;
  private final ReachedRows[] reached;
  private final double[][] squares; // by weight, by row
  private final double[] rates; // by weight; 0: frozen
  private final double[] decays; // by weight
  private final boolean[] passedOver; // by weight: some pass does nothing for it
  private final int[] pieceWeight;
  private final int[] pieceRow; // the first row of a piece
  private final Workers.Piece piece = this::piece;
  private final Rows clearing = this::clear;
  private final Rows measuring = this::measure;
  private Workers workers = Workers.serial();
  private Rows work = clearing;
  private boolean onlyReached;
  private boolean frozenToo;
  private double lossWeight = 1;
  private double scale = 1;
  private double norm;

  /** Gradients of zero for those of the weights that are trained, in their order. */
  public Gradients(List<Weight> all) {
    weights = all.stream().filter(w -> w.role() == Weight.Role.TRAINED).toArray(Weight[]::new);
    gradients = new Matrix[weights.length];
    reached = new ReachedRows[weights.length];
    squares = new double[weights.length][];
    rates = new double[weights.length];
    decays = new double[weights.length];
    passedOver = new boolean[weights.length];
    Arrays.fill(rates, 1);
    int pieces = 0;
    for (int i = 0; i < weights.length; i++) {
      int rows = weights[i].values().rows();
      gradients[i] = Matrix.of(rows, weights[i].values().columns());
      reached[i] = new ReachedRows(rows);
      squares[i] = new double[rows];
      pieces += Math.ceilDiv(rows, pieceRows(i));
    }
    pieceWeight = new int[pieces];
    pieceRow = new int[pieces];
    int next = 0;
    for (int i = 0; i < weights.length; i++) {
      for (int row = 0; row < gradients[i].rows(); row += pieceRows(i)) {
        pieceWeight[next] = i;
        pieceRow[next++] = row;
      }
    }
  }

  private int pieceRows(int i) {
    return Math.max(1, PIECE_FLOATS / gradients[i].columns());
  }

  /** Sets the threads that may help to clear, measure and update; at first there are none. */
  public Gradients workers(Workers value) {
    workers = value;
    return this;
  }

  /** The threads that may help. */
  public Workers workers() {
    return workers;
  }

  /** Gradients of zero for the same weights, as frozen as here: for a part of a batch. */
  public Gradients another() {
    Gradients other = new Gradients(List.of(weights)).workers(workers);
    System.arraycopy(rates, 0, other.rates, 0, rates.length);
    return other;
  }

  /**
   * Sets what each weight's learning rate is multiplied by, at least 0; at first it is 1. A weight
   * with 0 is frozen: no optimiser changes it, its gradient is no part of the norm, and passes that
   * are made afterwards do not compute it.
   *
   * @throws IllegalStateException if a weight is to learn that was frozen when a pass was made
   */
  public Gradients rates(ToDoubleFunction<Weight> factor) {
    for (int i = 0; i < weights.length; i++) {
      rates[i] = notNegative("rate", weights[i], factor.applyAsDouble(weights[i]));
      if (rates[i] > 0 && passedOver[i]) {
        throw new IllegalStateException(
            weights[i]
                + " was frozen when a pass was made for these gradients; make the pass after");
      }
    }
    return this;
  }

  /**
   * Sets the share of itself, times the learning rate, that each weight loses at a step beside what
   * its gradient asks for (decoupled weight decay); at least 0, at first 0.
   */
  public Gradients decays(ToDoubleFunction<Weight> decay) {
    for (int i = 0; i < weights.length; i++) {
      decays[i] = notNegative("decay", weights[i], decay.applyAsDouble(weights[i]));
    }
    return this;
  }

  private static double notNegative(String what, Weight weight, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "the " + what + " of " + weight + " must be at least 0 and finite, was " + value);
    }
    return value;
  }

  /** What the learning rate of the i-th trained weight is multiplied by; 0 where it is frozen. */
  public double rate(int i) {
    return rates[i];
  }

  /** The share that the i-th trained weight loses, times the learning rate. */
  public double decay(int i) {
    return decays[i];
  }

  /** How many weights are trained. */
  public int count() {
    return weights.length;
  }

  /** The i-th trained weight. */
  public Weight weight(int i) {
    return weights[i];
  }

  /** The gradient of the i-th trained weight, not yet scaled. */
  public Matrix gradient(int i) {
    return gradients[i];
  }

  /**
   * The gradient of a trained weight, not yet scaled, for somebody who adds to it. Found by search:
   * ask once, when a pass is made.
   */
  public Matrix of(Weight weight) {
    int i = index(weight);
    reached[i].dense();
    return gradients[i];
  }

  /**
   * Whether a weight is trained, and not frozen: only then need backward do anything for it. Ask
   * once, when a pass is made.
   */
  boolean learns(Weight weight) {
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == weight) {
        passedOver[i] |= rates[i] == 0;
        return rates[i] > 0;
      }
    }
    return false;
  }

  /** The same for somebody who says which rows a batch reaches. */
  RowGradient byRows(Weight weight) {
    int i = index(weight);
    reached[i].track();
    return new RowGradient(gradients[i], reached[i]);
  }

  private int index(Weight weight) {
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == weight) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no gradient for " + weight + "; there are " + Arrays.toString(weights));
  }

  /** Whether a weight has a gradient here. */
  public boolean has(Weight weight) {
    return Arrays.asList(weights).contains(weight);
  }

  /**
   * Does something to all rows of all weights that are not frozen, shared out among the workers.
   */
  public void forAll(Rows rows) {
    run(rows, false, false);
  }

  /** The same to the rows whose gradient may differ from zero. */
  public void forReached(Rows rows) {
    run(rows, true, false);
  }

  private void run(Rows rows, boolean reachedOnly, boolean frozen) {
    work = rows;
    onlyReached = reachedOnly;
    frozenToo = frozen;
    if (pieceWeight.length > weights.length) {
      workers.run(pieceWeight.length, piece);
    } else { // no weight is worth to be divided
      for (int p = 0; p < pieceWeight.length; p++) {
        piece(p);
      }
    }
  }

  private void piece(int p) {
    int i = pieceWeight[p];
    if (rates[i] == 0 && !frozenToo) {
      return;
    }
    int from = pieceRow[p];
    int end = Math.min(from + pieceRows(i), gradients[i].rows());
    if (!onlyReached) {
      work.run(i, from, end);
      return;
    }
    for (int row = reached[i].next(from, end); row < end; row = reached[i].next(row, end)) {
      int to = reached[i].nextUnreached(row, end);
      work.run(i, row, to);
      row = to;
    }
  }

  /**
   * Sets the weight by which the summed loss that is being gathered will be divided, so that what
   * layers ask beside it, which is a mean already, counts for as much; at first 1. Modified.
   */
  public void lossWeight(double value) {
    lossWeight = value;
  }

  /** The weight of what is asked beside the loss. */
  public double lossWeight() {
    return lossWeight;
  }

  /** One matrix of zeros for each trained weight, of its shape: the state of an optimiser. */
  public Matrix[] zeros() {
    Matrix[] zeros = new Matrix[gradients.length];
    for (int i = 0; i < zeros.length; i++) {
      zeros[i] = Matrix.of(gradients[i].rows(), gradients[i].columns());
    }
    return zeros;
  }

  /** Tells every trained weight that its values were written to. */
  public void changed() {
    for (Weight weight : weights) {
      weight.changed();
    }
  }

  /** Sets all to zero. Modified. */
  public void clear() {
    run(clearing, true, true);
    for (ReachedRows rows : reached) {
      rows.clear();
    }
    scale = 1;
  }

  private void clear(int i, int from, int to) {
    Matrix gradient = gradients[i];
    Arrays.fill(gradient.data(), gradient.at(from), gradient.at(to), 0);
    Arrays.fill(squares[i], from, to, 0);
  }

  /** Adds those of another set over the same weights, element by element. Modified. */
  public void add(Gradients other) {
    for (int i = 0; i < gradients.length; i++) {
      Matrix from = other.gradients[i];
      ReachedRows rows = other.reached[i];
      for (int row = rows.next(0, from.rows());
          row < from.rows();
          row = rows.next(row, from.rows())) {
        reached[i].add(row);
        KERNELS.add(
            from.columns(), from.data(), from.at(row), gradients[i].data(), gradients[i].at(row));
        row++;
      }
    }
  }

  /**
   * Notes the factor that turns the sums into the gradient to follow, and measures its norm: Σ g²
   * of each row by the tree of the reductions, rows joined by the same tree. Modified.
   */
  public void finish(double factor) {
    forReached(measuring);
    double sum = 0;
    for (double[] rows : squares) {
      sum += Kernels.joinBlocks(rows.length, rows, 0);
    }
    scale = factor;
    norm = Math.sqrt(sum) * Math.abs(factor);
  }

  private void measure(int i, int from, int to) {
    Matrix gradient = gradients[i];
    for (int row = from; row < to; row++) {
      squares[i][row] = KERNELS.sumOfSquares(gradient.columns(), gradient.data(), gradient.at(row));
    }
  }

  /**
   * Takes all rows of a weight for reached from now to the next {@link #clear}: somebody adds to
   * all of them, such as a penalty. Modified.
   */
  public void reachAll(int i) {
    reached[i].add(0, gradients[i].rows());
  }

  /**
   * Clamps every scaled element to ±limit; the scale is 1 afterwards. Returns how many were
   * clamped. Modified.
   */
  public long clamp(float limit) {
    float factor = (float) scale;
    long clamped = 0;
    for (Matrix gradient : gradients) {
      float[] g = gradient.data();
      for (int j = gradient.at(0), end = j + gradient.size(); j < end; j++) {
        float value = g[j] * factor;
        if (Math.abs(value) > limit) {
          clamped++;
          value = Math.copySign(limit, value);
        }
        g[j] = value;
      }
    }
    finish(1);
    return clamped;
  }

  /** The factor by which the gathered sums are to be multiplied. */
  public double scale() {
    return scale;
  }

  /** L2 norm of all scaled gradients together, as of {@link #finish}. */
  public double norm() {
    return norm;
  }
}
