package sluice.loss;

import java.util.Locale;
import sluice.math.Matrix;

/**
 * A loss of one row of outputs against one row of the target, with its gradient.
 *
 * <p>A loss knows rows only: weights, means and sums over a batch are the head's and the
 * objective's business.
 */
public interface Loss {

  /** The stable name of this kind of loss in files. */
  String type();

  /**
   * Throws {@link #unfit} if this loss cannot compare outputs [N, {@code columns}] with N = {@code
   * rows} rows of a target. Asked once a batch.
   */
  void check(Target target, int rows, int columns);

  /**
   * The loss of one row, summed over its outputs, and the gradient of that loss.
   *
   * <p>Called from several threads at once, for different rows.
   *
   * @param output [·, O], before {@link #predict}: values, or logits
   * @param row the row of the output, and of the gradient
   * @param target what {@link #check} has accepted
   * @param targetRow the row of the target
   * @param dOutput [·, O]; may be {@code output} itself. Modified: one row
   */
  double row(Matrix output, int row, Target target, int targetRow, Matrix dOutput);

  /**
   * How many outputs a row's loss is the sum of: what a mean divides by besides the number of rows.
   * 1 where a row is one question, as in softmax.
   */
  int outputs(int columns);

  /**
   * Turns outputs into predictions in the units of the target: values as they are, probabilities
   * from logits. Modified.
   */
  default void predict(Matrix output) {}

  /** The error for a target of a kind or a shape that a loss cannot read. */
  static IllegalArgumentException unfit(Loss loss, Target target, int rows, int columns) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s cannot compare outputs [%d, %d] with %d rows of %s",
            loss.type(),
            rows,
            columns,
            target.rows(),
            target.getClass().getSimpleName()));
  }
}
