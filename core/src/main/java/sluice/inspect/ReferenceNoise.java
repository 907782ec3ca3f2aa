package sluice.inspect;

import java.util.Arrays;
import sluice.math.Rng;
import sluice.nn.Draw;
import sluice.nn.Noise;

/**
 * The masks of a recurrence, as in training: functions of seed, epoch, step, layer, sequence, t and
 * unit, and of what is masked.
 *
 * @param noise the shares
 * @param index of the layer
 * @param draw the counters
 */
record ReferenceNoise(Noise noise, int index, Draw draw) {

  /** What scales the candidates of step t (Semeniuta et al. 2016): 0 or 1 ∕ (1 − share). */
  double[] candidate(long id, int t, int size) {
    return dropping(Draw.Kind.CANDIDATE, noise.recurrentDropout(), id, t, size);
  }

  /** What scales h for the next step, at every step (Gal &amp; Ghahramani 2016). */
  double[] state(long id, int size) {
    return dropping(Draw.Kind.STATE, noise.stateDropout(), id, Draw.ALL_STEPS, size);
  }

  /** 1 where the cell stays as it was before step t (Krueger et al. 2017), else 0. */
  double[] keptCell(long id, int t, int size) {
    return drawn(Draw.Kind.CELL, noise.zoneoutCell(), id, t, size);
  }

  /** The same of h. */
  double[] keptHidden(long id, int t, int size) {
    return drawn(Draw.Kind.HIDDEN, noise.zoneoutHidden(), id, t, size);
  }

  /**
   * A recurrent weight as the products see it (Wan et al. 2013): masked, with a gradient that
   * {@link #handBack} masks.
   *
   * @param number tells the weights of a layer apart
   */
  ReferenceWeight dropped(ReferenceWeight weight, int number) {
    double[][] values = new double[weight.values().length][];
    for (int r = 0; r < values.length; r++) {
      double[] mask = weightMask(r, number, weight.values()[r].length);
      values[r] = weight.values()[r].clone();
      for (int j = 0; j < mask.length; j++) {
        values[r][j] *= mask[j];
      }
    }
    double[][] gradient = new double[values.length][weight.row().length];
    return new ReferenceWeight(weight.weight(), values, gradient);
  }

  /** Adds the gradient of a masked weight to that of the weight itself, and clears it. */
  void handBack(ReferenceWeight dropped, ReferenceWeight weight, int number) {
    for (int r = 0; r < dropped.gradient().length; r++) {
      double[] from = dropped.gradient()[r];
      double[] mask = weightMask(r, number, from.length);
      for (int j = 0; j < from.length; j++) {
        weight.gradient()[r][j] += from[j] * mask[j];
        from[j] = 0;
      }
    }
  }

  double[] weightMask(int row, int number, int size) {
    return dropping(Draw.Kind.WEIGHT, noise.weightDrop(), row, number, size);
  }

  private double[] dropping(Draw.Kind kind, double share, long id, int t, int size) {
    double[] mask = new double[size];
    if (share == 0) {
      Arrays.fill(mask, 1);
      return mask;
    }
    mask = drawn(kind, 1 - share, id, t, size);
    for (int j = 0; j < size; j++) {
      mask[j] /= 1 - share;
    }
    return mask;
  }

  private double[] drawn(Draw.Kind kind, double share, long id, int t, int size) {
    double[] mask = new double[size];
    long key = draw.key(kind, index, id, t);
    for (int j = 0; j < size; j++) {
      double u = Integer.toUnsignedLong(Rng.unitBits(key, j)) * 0x1p-32;
      mask[j] = u < share ? 1 : 0;
    }
    return mask;
  }
}
