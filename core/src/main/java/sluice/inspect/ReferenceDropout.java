package sluice.inspect;

import sluice.math.Rng;
import sluice.nn.Draw;

/**
 * Inverted dropout (Srivastava et al. 2014), as in training.
 *
 * <pre>
 *   y = x ⊙ mask ∕ (1 − rate)      mask = 1 where u &lt; 1 − rate, else 0
 *
 *   dx = dy ⊙ mask ∕ (1 − rate)
 * </pre>
 *
 * <p>u in [0, 1) is a function of seed, epoch, step, layer, sequence, t and unit, without t where a
 * mask holds for a whole sequence.
 */
final class ReferenceDropout implements ReferenceLayer {
  private final double keep; // 1 − rate
  private final boolean wholeSequence;
  private final int index;
  private final Draw draw;
  private long id;

  ReferenceDropout(float rate, boolean wholeSequence, int index, Draw draw) {
    this.wholeSequence = wholeSequence;
    this.keep = 1 - (double) rate;
    this.index = index;
    this.draw = draw;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.id = id;
    return masked(x);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    return masked(dy);
  }

  private double[][] masked(double[][] x) {
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = new double[x[t].length];
      long key = draw.key(index, id, wholeSequence ? Draw.ALL_STEPS : t);
      for (int j = 0; j < y[t].length; j++) {
        double u = Integer.toUnsignedLong(Rng.unitBits(key, j)) * 0x1p-32;
        y[t][j] = u < keep ? x[t][j] / keep : 0;
      }
    }
    return y;
  }
}
