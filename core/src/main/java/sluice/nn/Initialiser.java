package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Rng;

/** First values of weights, functions of the seed and of the weight's place. */
public final class Initialiser {
  private Initialiser() {}

  /**
   * Fills a matrix from U(−bound, bound). Modified.
   *
   * @param values what is filled
   * @param bound half the width of the interval
   * @param seed seed of the run
   * @param layer index of the layer; a head uses −1
   * @param weight number of the weight in its layer
   */
  public static void uniform(Matrix values, float bound, long seed, int layer, int weight) {
    long key = Rng.key(seed, Rng.WEIGHTS, layer, weight, 0, 0);
    float[] data = values.data();
    for (int j = 0, at = values.at(0); j < values.size(); j++) {
      data[at + j] = (2 * Rng.uniform(Rng.unitBits(key, j)) - 1) * bound;
    }
  }
}
