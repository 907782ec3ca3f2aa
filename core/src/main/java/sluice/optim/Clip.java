package sluice.optim;

import java.util.Locale;
import sluice.nn.Gradients;

/**
 * Limits to gradients: of each element, and of the L2 norm of all together (Pascanu et al. 2013).
 *
 * @param norm largest norm, above 0; infinity not to clip
 * @param value largest magnitude of an element, above 0; infinity not to clip. Applied before the
 *     norm
 */
public record Clip(double norm, double value) {
  /** No limit. */
  public static final Clip NONE = new Clip(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Clip {
    if (!(norm > 0) || !(value > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "clipping needs limits above 0, were norm %s, value %s", norm, value));
    }
  }

  /** Clips the norm only. */
  public static Clip norm(double norm) {
    return new Clip(norm, Double.POSITIVE_INFINITY);
  }

  /** Clips each element only. */
  public static Clip value(double value) {
    return new Clip(Double.POSITIVE_INFINITY, value);
  }

  /**
   * The factor by which an update multiplies the gathered gradients: their scale, and less if the
   * norm is too large. Clamps elements first if a value limit is set. Modified: the gradients.
   */
  public float factor(Gradients gradients) {
    if (value < Double.POSITIVE_INFINITY) {
      gradients.clamp((float) value);
    }
    double factor = gradients.scale();
    if (gradients.norm() > norm) {
      factor *= norm / gradients.norm();
    }
    return (float) factor;
  }

  /** Whether these gradients are cut by the norm limit. */
  public boolean cuts(Gradients gradients) {
    return gradients.norm() > norm;
  }
}
