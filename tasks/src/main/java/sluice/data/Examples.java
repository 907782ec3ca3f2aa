package sluice.data;

import sluice.loss.Target;

/**
 * Sequences to learn from or to predict, each with what is to come out at its last steps.
 *
 * <p>A view: rows are written where they are asked for, nothing is copied before.
 */
public interface Examples {

  /** Number of examples. */
  int count();

  /** Columns of the input. */
  int inputs();

  /** Steps of an example, at least 1; of a pair those of its left side. */
  int steps(int example);

  /** Steps of the longest example. */
  int maxSteps();

  /** Writes all steps of an example, [steps, inputs] row by row. Modified: {@code into}. */
  void input(int example, float[] into);

  /**
   * Whether a step is a token id below {@link #inputs}, given by {@link #ids}, in place of numbers,
   * given by {@link #input}.
   */
  default boolean tokens() {
    return false;
  }

  /** Writes the token ids of all steps of one side of an example. Modified: {@code into}. */
  default void ids(int example, int side, int[] into) {
    throw new UnsupportedOperationException("these examples have numbers, no token ids");
  }

  /** Sequences of an example: 1, or 2 where an example is a pair. */
  default int sides() {
    return 1;
  }

  /** Steps of one side of an example. */
  default int steps(int example, int side) {
    return steps(example);
  }

  /** Writes all steps of one side of an example. Modified: {@code into}. */
  default void input(int example, int side, float[] into) {
    input(example, into);
  }

  /** How many of the last steps have a target row: what the network's head reads. */
  int targetSteps();

  /** An empty target with room for so many rows, of the kind that {@link #target} fills. */
  Target newTarget(int rows);

  /** Sets the number of rows in use. Modified: {@code into}. */
  void targetRows(Target into, int rows);

  /**
   * Writes one row of the target. Modified: {@code into}.
   *
   * @param example which
   * @param step counted from 0 among the last {@link #targetSteps}
   * @param into from {@link #newTarget}
   * @param row where
   */
  void target(int example, int step, Target into, int row);

  /** Weight of one row of the target: 1, or 0 where it is not known. */
  float weight(int example, int step);
}
