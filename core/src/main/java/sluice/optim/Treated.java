package sluice.optim;

import java.util.Arrays;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * Treatments at work on gradients and their weights: adds penalties to the objective, holds columns
 * within their norms. Allocates nothing once made.
 */
public final class Treated {
  private static final Kernels KERNELS = Kernels.get();

  private final Gradients gradients;
  private final Penalty[] penalties; // by trained weight
  private final double[] norms; // by trained weight, of this evaluation
  private final double[][] columns; // by trained weight with a bound: squares of its columns
  private final boolean inObjective;
  private final boolean bounds;
  private final Gradients.Rows adding = this::add;
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
    boolean adds = false;
    boolean holds = false;
    for (int i = 0; i < count; i++) {
      Treatment own = Treatment.of(treatments, gradients.weight(i));
      penalties[i] = own.rate() == 0 ? Penalty.NONE : own.penalty();
      columns[i] = new double[penalties[i].bounds() ? gradients.gradient(i).columns() : 0];
      adds |= penalties[i].inObjective();
      holds |= penalties[i].bounds();
    }
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
    double squares = 0;
    if (penalty.l2() > 0 || penalty.norm() > 0) {
      squares = KERNELS.sumOfSquares(w.size(), w.data(), w.at(0));
    }
    norms[i] = Math.sqrt(squares);
    double sizes = 0;
    if (penalty.l1() > 0) {
      for (int j = w.at(0), end = j + w.size(); j < end; j++) {
        sizes += Math.abs(w.data()[j]);
      }
    }
    return penalty.l1() * sizes + penalty.l2() / 2 * squares + penalty.norm() * norms[i];
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
        shorten(gradients.weight(i).values(), columns[i], penalties[i].maxNorm());
        gradients.weight(i).changed();
      }
    }
  }

  private static void shorten(Matrix w, double[] squares, double most) {
    Arrays.fill(squares, 0);
    for (int row = 0; row < w.rows(); row++) {
      for (int j = 0, at = w.at(row); j < squares.length; j++) {
        squares[j] += (double) w.data()[at + j] * w.data()[at + j];
      }
    }
    for (int j = 0; j < squares.length; j++) {
      squares[j] = squares[j] > most * most ? most / Math.sqrt(squares[j]) : 1;
    }
    for (int row = 0; row < w.rows(); row++) {
      for (int j = 0, at = w.at(row); j < squares.length; j++) {
        w.data()[at + j] = (float) (w.data()[at + j] * squares[j]);
      }
    }
  }
}
