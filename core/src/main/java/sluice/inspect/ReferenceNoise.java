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
