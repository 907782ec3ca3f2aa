package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Reads what goes into each leaf layer of a network and what comes out of it, on both ways, in the
 * order in which it is computed. It never writes; every bit is the same as without.
 *
 * <p>What a recurrent layer does in between is told to the {@link Probe} of the pass, after the
 * layer has begun and before it ends. All matrices are valid during the call only.
 */
public interface LayerWatch {

  /**
   * A leaf layer; one that begins with a state of its own counts as one.
   *
   * @param index among the leaves, as in the names of weights
   * @param spec what it is
   * @param weights its weights
   * @param backwards whether it is given sequences from their end: its step 0 is their last one
   */
  record Leaf(int index, LayerSpec spec, List<Weight> weights, boolean backwards) {
    public Leaf {
      weights = List.copyOf(weights);
    }

    /** The beginning of its weights' names, such as {@code layers.2}. */
    public String name() {
      return "layers." + index;
    }
  }

  /**
   * A layer is about to run.
   *
   * @param leaf which
   * @param x what it reads, [N, I]
   * @param steps how the N rows lie
   * @param start initial states by position, [B, stateLength]
   */
  default void forwardBegins(Leaf leaf, Input x, Steps steps, Matrix start) {}

  /**
   * A layer has run.
   *
   * @param leaf which
   * @param y what it gives, [N′, O]
   * @param steps how the N′ rows lie
   */
  default void forwardEnds(Leaf leaf, Matrix y, Steps steps) {}

  /**
   * The gradient comes down to a layer.
   *
   * @param leaf which
   * @param dy gradient of what it gave, [N′, O]
   */
  default void backwardBegins(Leaf leaf, Matrix dy) {}

  /**
   * A layer has added to the gradients of its weights.
   *
   * @param leaf which
   * @param dx gradient of what it read, [N, I]; empty where nobody asked for it
   */
  default void backwardEnds(Leaf leaf, Matrix dx) {}
}
