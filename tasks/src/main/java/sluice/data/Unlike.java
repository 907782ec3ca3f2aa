package sluice.data;

import java.util.List;

/**
 * How unlike two inputs are: numbers by their difference, names by whether they are the same, as
 * columns of 0 and 1 would tell.
 */
public final class Unlike {
  private final boolean[] names; // by input of a step

  /**
   * Compares rows.
   *
   * @param inputs of a step, with those made of others
   * @param embedded which are numbers of names, 0 for none that is known
   */
  public Unlike(int inputs, List<Integer> embedded) {
    names = new boolean[inputs];
    embedded.forEach(column -> names[column] = true);
  }

  /** The square of the difference of two values of an input, counted on from step to step. */
  public double square(int input, float a, float b) {
    if (names[input % names.length]) {
      return a == b ? 0 : a == 0 || b == 0 ? 1 : 2;
    }
    double difference = (double) a - b;
    return difference * difference;
  }
}
