package sluice.nn;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Random masks of one kind of one layer: [B, n], drawn for a step, or once for all. Never stored
 * beyond: backward draws the same again.
 */
final class Masks {
  private static final Kernels KERNELS = Kernels.get();

  private final Draw.Kind kind;
  private final int layer;
  private final Draw draw;
  private final int threshold; // as unsigned: drawn below it
  private final float value;
  private final Matrix mask; // [B, n]

  private Masks(
      Draw.Kind kind, int layer, int columns, double share, float value, PassSettings settings) {
    this.kind = kind;
    this.layer = layer;
    this.draw = settings.draw();
    this.value = value;
    threshold = threshold(share);
    mask = Matrix.of(settings.capacity().sequences(), columns);
  }

  /** Below what a share of the 2³² equally likely numbers lies, as unsigned. */
  static int threshold(double share) {
    return (int) Math.min(Math.round(share * (1L << 32)), (1L << 32) - 1); // 2³² would read as 0
  }

  /**
   * Masks of a kind: those of candidates and states drop a share and scale the rest by 1 ∕ (1 −
   * share); the others are 1 for a share and 0 for the rest.
   */
  static Masks of(Draw.Kind kind, int layer, int columns, float share, PassSettings settings) {
    return switch (kind) {
      case CANDIDATE, STATE ->
          new Masks(kind, layer, columns, 1 - (double) share, 1 / (1 - share), settings);
      case CELL, HIDDEN -> new Masks(kind, layer, columns, share, 1, settings);
      case WEIGHT -> throw new IllegalArgumentException("weights are not masked by sequence");
    };
  }

  /**
   * Draws the units {@code [from, to)} of the sequences at some positions, at their step t.
   *
   * @return [B, n], of which these rows and columns are filled
   */
  Matrix draw(Steps steps, int t, int first, int count, int from, int to) {
    for (int b = first; b < first + count; b++) {
      long key = draw.key(kind, layer, steps.id(b), t);
      KERNELS.cells().mask(to - from, from, key, threshold, value, mask.data(), mask.at(b) + from);
    }
    return mask;
  }

  /** What was drawn last. */
  Matrix drawn() {
    return mask;
  }
}
