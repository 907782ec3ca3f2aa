package sluice.nn;

import sluice.kernel.Functions;
import sluice.math.Matrix;
import sluice.math.Rng;

/**
 * Chrono initialisation (Tallec &amp; Ollivier 2018): a gate that keeps with bias b forgets over
 * about e^b steps, so the memories of the units are spread over all ranges from 1 to T − 1.
 *
 * <pre>
 *   b = log u      u drawn from U(1, T − 1)
 * </pre>
 */
final class Chrono {
  private Chrono() {}

  /** Throws unless T is 0, for none, or at least 3. */
  static void check(int longest) {
    if (longest != 0 && longest < 3) {
      throw new IllegalArgumentException(
          "chrono must be 0 for none, or the longest memory in steps, at least 3, was " + longest);
    }
  }

  /**
   * Fills the biases of {@code count} units with what keeps for up to {@code longest} steps.
   *
   * @param bias one row. Modified
   * @param first column of the first unit
   */
  static void keep(Matrix bias, int first, int count, int longest, long key) {
    for (int j = 0; j < count; j++) {
      float u = Rng.uniform(Rng.unitBits(key, j));
      bias.set(0, first + j, Functions.log(1 + u * (longest - 2)));
    }
  }
}
