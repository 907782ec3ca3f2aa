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
   * The loss of each row, summed over its outputs, and the gradient of each row's loss.
   *
   * @param output [N, O], before {@link #predict}: values, or logits. Not modified
   * @param target N rows of a kind this loss can read
   * @param losses N losses. Modified
   * @param dOutput [N, O]; may be {@code output} itself. Modified
   */
  void rows(Matrix output, Target target, double[] losses, Matrix dOutput);

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

  /** The error for a target of a kind that a loss cannot read. */
  static IllegalArgumentException unfit(Loss loss, Target target, Matrix output) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s cannot compare outputs %s with %d rows of %s",
            loss.type(),
            output,
            target.rows(),
            target.getClass().getSimpleName()));
  }
}
