package sluice.inspect;

import java.util.OptionalInt;

/**
 * How far a gradient reaches: its norm k steps before the last one, k = 0, 1, 2 …
 *
 * <p>Norms below 1e−37 are below what float32 can hold of a gradient: they are in no fit, and what
 * is derived from them alone is undefined.
 *
 * @param norms by steps back, the last step's first
 */
public record Flow(double[] norms) {
  /** The smallest norm that means anything: elements are float32. */
  public static final double BELOW_FLOAT32 = 1e-37;

  /** What is taken for forgotten. */
  public static final double FORGOTTEN = 0.01;

  /** How many steps back there are norms for, k = 0 among them. */
  public int steps() {
    return norms.length;
  }

  /** Whether the norm k steps back is one that float32 can hold. */
  public boolean isHeld(int k) {
    return norms[k] >= BELOW_FLOAT32;
  }

  /** Retention: the share of the last step's gradient that arrives k steps earlier. */
  public double retention(int k) {
    return norms[k] / norms[0];
  }

  /**
   * Effective memory: steps back until less than a hundredth arrives; empty if more does to the
   * end.
   */
  public OptionalInt memory() {
    for (int k = 1; k < norms.length; k++) {
      if (norms[k] < FORGOTTEN * norms[0]) {
        return OptionalInt.of(k);
      }
    }
    return OptionalInt.empty();
  }

  /** Share of Σ‖·‖ over all steps that falls in the last so many. */
  public double lastShare(int steps) {
    double last = 0;
    double all = 0;
    for (int k = 0; k < norms.length; k++) {
      all += norms[k];
      last += k < steps ? norms[k] : 0;
    }
    return last / all;
  }

  /** The straight line through ln‖·‖ over steps back. */
  public Decay decay() {
    return Decay.of(norms);
  }
}
