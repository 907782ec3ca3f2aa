package sluice.loss;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Weight;

/**
 * The end of a network: what turns its last rows into predictions, and into a loss.
 *
 * <p>One object, so that a head over ten thousand words need never hold all their probabilities at
 * once.
 */
public interface Head {

  /** The stable name of this kind of head in files. */
  String type();

  /** Columns that it reads. */
  int inputSize();

  /** Columns that it predicts. */
  int outputSize();

  /** The loss it is trained with. */
  Loss loss();

  /** How it compares pairs of sequences; empty where it looks at each row alone. */
  default Optional<Likeness> likeness() {
    return Optional.empty();
  }

  /** The table of the network that it multiplies with, transposed; empty where it has its own. */
  default Optional<Weight> tied() {
    return Optional.empty();
  }

  /** Where the clusters of an adaptive softmax begin; none elsewhere. */
  default int[] cutoffs() {
    return new int[0];
  }

  /** How much narrower each cluster of an adaptive softmax sees h than the one before. */
  default int narrowing() {
    return 1;
  }

  /** Its own weights, in a fixed order; may be none. */
  List<Weight> weights();

  /** Floats that a pass of this many rows holds. */
  long passFloats(int rows, boolean training);

  /** Buffers for up to {@code rows} rows; without gradients it only predicts and measures. */
  Pass pass(int rows, Optional<Gradients> gradients, Workers workers);

  /** The buffers of one run. One thread at a time. */
  interface Pass {

    /**
     * Says how the rows of the next call lie. A head that looks at each row alone need not know.
     */
    default void layout(Steps steps) {}

    /** Predictions in the units of the target, [N, O]; valid until the next call. */
    Matrix predict(Matrix h);

    /**
     * The loss, summed over rows, each times its weight.
     *
     * @param h [N, I]
     * @param target N rows
     * @param weights one a row, from {@code weights[0]}
     */
    double loss(Matrix h, Target target, float[] weights);

    /**
     * The same loss and its gradients: fills dh and adds to those of the head's weights.
     *
     * @param dh [N, I]. Modified
     */
    double lossAndGradient(Matrix h, Target target, float[] weights, Matrix dh);
  }

  /**
   * A dense layer of {@code outputSize} outputs with a loss on top; first values follow from the
   * seed.
   */
  static Head dense(int inputSize, int outputSize, Loss loss, long seed) {
    return new DenseHead(inputSize, outputSize, loss, seed);
  }

  /**
   * The same with the transposed of a table that the network has, as its embedding: one weight, two
   * uses, and a bias of zeros (Press &amp; Wolf 2017).
   *
   * @param table [outputs, inputs] of the head
   */
  static Head tied(Weight table, Loss loss) {
    return new DenseHead(table, loss);
  }

  /**
   * Softmax with cross-entropy over many classes that are sorted by how often they come, the rarer
   * ones in clusters (adaptive softmax, Grave et al. 2017).
   *
   * @param cutoffs the first class of each cluster, rising; none makes a plain softmax
   * @param narrowing cluster i sees h through inputs ∕ narrowing^i columns; 4 is usual
   */
  static Head adaptive(int inputSize, int outputSize, int[] cutoffs, int narrowing, long seed) {
    return new AdaptiveHead(inputSize, outputSize, cutoffs, narrowing, seed);
  }

  /**
   * Compares the two halves of a batch: of 2B sequences the first B, in the order they were given,
   * are left sides, the others the right ones. Predictions and the target have B rows, of which the
   * weights come first.
   */
  static Head pair(int inputSize, Likeness likeness, Loss loss, long seed) {
    return new PairHead(inputSize, likeness, loss, seed);
  }

  /** The loss alone, on outputs that the network already gives. */
  static Head plain(int size, Loss loss) {
    return new PlainHead(size, loss);
  }
}
