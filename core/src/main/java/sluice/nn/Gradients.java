package sluice.nn;

import java.util.Arrays;
import java.util.List;
import sluice.kernel.Kernels;
import sluice.math.Matrix;

/**
 * One gradient for each trained weight of a network, beside the weights and only while training.
 *
 * <p>Layers add to them; the objective clears them before it evaluates: nobody else does. Losses
 * are summed, not averaged, while they are gathered; {@link #finish} then notes the factor that
 * makes them a mean, and the norm. The gradient that an optimiser follows is {@code of(weight) ·
 * scale()}.
 */
public final class Gradients {
  private static final Kernels KERNELS = Kernels.get();

  private final Weight[] weights;
  private final Matrix[] gradients;
  private double scale = 1;
  private double norm;

  /** Gradients of zero for those of the weights that are trained, in their order. */
  public Gradients(List<Weight> all) {
    weights = all.stream().filter(w -> w.role() == Weight.Role.TRAINED).toArray(Weight[]::new);
    gradients = new Matrix[weights.length];
    for (int i = 0; i < weights.length; i++) {
      gradients[i] = Matrix.of(weights[i].values().rows(), weights[i].values().columns());
    }
  }

  /** How many weights are trained. */
  public int count() {
    return weights.length;
  }

  /** The i-th trained weight. */
  public Weight weight(int i) {
    return weights[i];
  }

  /** The gradient of the i-th trained weight, not yet scaled. */
  public Matrix gradient(int i) {
    return gradients[i];
  }

  /**
   * The gradient of a trained weight, not yet scaled. Found by search: ask once, when a pass is
   * made.
   */
  public Matrix of(Weight weight) {
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == weight) {
        return gradients[i];
      }
    }
    throw new IllegalArgumentException(
        "no gradient for " + weight + "; there are " + Arrays.toString(weights));
  }

  /** Whether a weight has a gradient here. */
  public boolean has(Weight weight) {
    return Arrays.asList(weights).contains(weight);
  }

  /** Sets all to zero. Modified. */
  public void clear() {
    for (Matrix gradient : gradients) {
      gradient.fill(0);
    }
    scale = 1;
  }

  /** Adds those of another set over the same weights, element by element. Modified. */
  public void add(Gradients other) {
    for (int i = 0; i < gradients.length; i++) {
      Matrix from = other.gradients[i];
      KERNELS.add(from.size(), from.data(), from.at(0), gradients[i].data(), gradients[i].at(0));
    }
  }

  /**
   * Notes the factor that turns the sums into the gradient to follow, and measures its norm.
   * Modified.
   */
  public void finish(double factor) {
    double squares = 0;
    for (Matrix gradient : gradients) {
      squares += KERNELS.sumOfSquares(gradient.size(), gradient.data(), gradient.at(0));
    }
    scale = factor;
    norm = Math.sqrt(squares) * Math.abs(factor);
  }

  /**
   * Clamps every scaled element to ±limit; the scale is 1 afterwards. Returns how many were
   * clamped. Modified.
   */
  public long clamp(float limit) {
    float factor = (float) scale;
    long clamped = 0;
    for (Matrix gradient : gradients) {
      float[] g = gradient.data();
      for (int j = gradient.at(0), end = j + gradient.size(); j < end; j++) {
        float value = g[j] * factor;
        if (Math.abs(value) > limit) {
          clamped++;
          value = Math.copySign(limit, value);
        }
        g[j] = value;
      }
    }
    finish(1);
    return clamped;
  }

  /** The factor by which the gathered sums are to be multiplied. */
  public double scale() {
    return scale;
  }

  /** L2 norm of all scaled gradients together, as of {@link #finish}. */
  public double norm() {
    return norm;
  }
}
