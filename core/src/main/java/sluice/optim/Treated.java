package sluice.optim;

import java.util.Arrays;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;

/**
 * Treatments at work on gradients and their weights: adds penalties to the objective, holds columns
 * within their norms. Allocates nothing once made.
 */
public final class Treated {
  private static final Kernels KERNELS = Kernels.get();

  /** Blocks of a piece of work on the sums of a weight. */
  private static final int PIECE_BLOCKS = 16;

  /** Columns of a piece of work on the norms of columns. */
  private static final int PIECE_COLUMNS = 64;

  private final Gradients gradients;
  private final Penalty[] penalties; // by trained weight
  private final double[] norms; // by trained weight, of this evaluation
  private final double[][] columns; // by trained weight with a bound: squares of its columns
  private final boolean inObjective;
  private final boolean bounds;
  private final double[] squaresOfBlocks; // of the weight that is measured
  private final double[] sizesOfBlocks; // Σ |w|, likewise
  private final Gradients.Rows adding = this::add;
  private final Workers.Piece measuring = this::measure;
  private final Workers.Piece shortening = this::shorten;
  private int measured; // the weight at work
  private float inverse; // of the gradients' scale

  /**
   * Sets rates and decays of the gradients' weights, too. Modified: the gradients.
   *
   * @throws IllegalArgumentException if a treatment names no weight
   */
  public Treated(List<Treatment> treatments, Gradients gradients) {
    this.gradients = gradients;
    int count = gradients.count();
    penalties = new Penalty[count];
    norms = new double[count];
    columns = new double[count][];
    int blocks = 0;
    boolean adds = false;
    boolean holds = false;
    for (int i = 0; i < count; i++) {
      Treatment own = Treatment.of(treatments, gradients.weight(i));
      penalties[i] = own.rate() == 0 ? Penalty.NONE : own.penalty();
      columns[i] = new double[penalties[i].bounds() ? gradients.gradient(i).columns() : 0];
      adds |= penalties[i].inObjective();
      blocks = Math.max(blocks, Math.ceilDiv(gradients.weight(i).size(), Kernels.REDUCTION_BLOCK));
      holds |= penalties[i].bounds();
    }
    squaresOfBlocks = new double[adds ? blocks : 0];
    sizesOfBlocks = new double[adds ? blocks : 0];
    inObjective = adds;
    bounds = holds;
    if (!treatments.isEmpty()) {
      gradients.rates(w -> Treatment.of(treatments, w).rate());
      gradients.decays(w -> Treatment.of(treatments, w).penalty().decay());
    }
  }

  /**
   * Adds the gradients of all penalties to finished gradients, and measures their norm anew.
   * Modified: the gradients.
   *
   * @return the sum of all penalties at the weights as they are
   */
  public double penalise() {
    double sum = 0;
    if (!inObjective) {
      return sum;
    }
    for (int i = 0; i < penalties.length; i++) {
      if (penalties[i].inObjective()) {
        gradients.reachAll(i);
        sum += value(i);
      }
    }
    if (gradients.scale() != 0) {
      inverse = (float) (1 / gradients.scale());
      gradients.forAll(adding);
      gradients.finish(gradients.scale());
    }
    return sum;
  }

  private double value(int i) {
    Penalty penalty = penalties[i];
    Matrix w = gradients.weight(i).values();
    int count = Math.ceilDiv(w.size(), Kernels.REDUCTION_BLOCK);
    measured = i;
    gradients.workers().run(Math.ceilDiv(count, PIECE_BLOCKS), measuring);
    double squares = Kernels.joinBlocks(count, squaresOfBlocks, 0);
    double sizes = Kernels.joinBlocks(count, sizesOfBlocks, 0);
    norms[i] = Math.sqrt(squares);
    return penalty.l1() * sizes + penalty.l2() / 2 * squares + penalty.norm() * norms[i];
  }

  /** Sums of some blocks of a weight, which are joined by the tree of all reductions. */
  private void measure(int piece) {
    Penalty penalty = penalties[measured];
    Matrix w = gradients.weight(measured).values();
    int from = piece * PIECE_BLOCKS * Kernels.REDUCTION_BLOCK;
    for (int b = piece * PIECE_BLOCKS, end = b + PIECE_BLOCKS; b < end && from < w.size(); b++) {
      int n = Math.min(Kernels.REDUCTION_BLOCK, w.size() - from);
      boolean squared = penalty.l2() > 0 || penalty.norm() > 0;
      squaresOfBlocks[b] = squared ? KERNELS.sumOfSquares(n, w.data(), w.at(0) + from) : 0;
      sizesOfBlocks[b] = penalty.l1() > 0 ? sizes(n, w.data(), w.at(0) + from) : 0;
      from += n;
    }
  }

  private static double sizes(int n, float[] w, int at) {
    double sum = 0;
    for (int j = at; j < at + n; j++) {
      sum += Math.abs(w[j]);
    }
    return sum;
  }

  private void add(int i, int from, int to) {
    Penalty penalty = penalties[i];
    if (penalty.inObjective()) {
      Matrix w = gradients.weight(i).values();
      double straight = penalty.norm() > 0 && norms[i] > 0 ? penalty.norm() / norms[i] : 0;
      float l1 = (float) penalty.l1() * inverse;
      float l2 = (float) (penalty.l2() + straight) * inverse;
      int n = (to - from) * w.columns();
      Matrix g = gradients.gradient(i);
      KERNELS.updates(n).penalise(n, w.at(from), 1, l1, l2, w.data(), g.data());
    }
  }

  /** Brings columns that have grown too long back to the largest norm. Modified: weights. */
  public void constrain() {
    for (int i = 0; bounds && i < penalties.length; i++) {
      if (penalties[i].bounds()) {
        measured = i;
        int pieces = Math.ceilDiv(columns[i].length, PIECE_COLUMNS);
        gradients.workers().run(pieces, shortening);
        gradients.weight(i).changed();
      }
    }
  }

  /** Shortens some columns, each of whose squares are summed from the first row to the last. */
  private void shorten(int piece) {
    Matrix w = gradients.weight(measured).values();
    double most = penalties[measured].maxNorm();
    double[] squares = columns[measured];
    int from = piece * PIECE_COLUMNS;
    int to = Math.min(from + PIECE_COLUMNS, squares.length);
    Arrays.fill(squares, from, to, 0);
    for (int row = 0; row < w.rows(); row++) {
      for (int j = from, at = w.at(row); j < to; j++) {
        squares[j] += (double) w.data()[at + j] * w.data()[at + j];
      }
    }
    for (int j = from; j < to; j++) {
      squares[j] = squares[j] > most * most ? most / Math.sqrt(squares[j]) : 1;
    }
    for (int row = 0; row < w.rows(); row++) {
      for (int j = from, at = w.at(row); j < to; j++) {
        w.data()[at + j] = (float) (w.data()[at + j] * squares[j]);
      }
    }
  }
}
