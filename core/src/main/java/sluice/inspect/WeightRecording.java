package sluice.inspect;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/** What a training step did to one weight. */
public final class WeightRecording {
  private static final Kernels KERNELS = Kernels.get();

  private final int i;
  private final Gradients gradients;
  private final float[] before; // the values before the step, then what was taken from them
  private double gradient;
  private double weight;
  private double update;
  private double clipped;

  WeightRecording(Gradients gradients, int i) {
    this.gradients = gradients;
    this.i = i;
    before = new float[gradients.weight(i).size()];
  }

  /** The weight's name. */
  public String name() {
    return gradients.weight(i).name();
  }

  /** ‖gradient‖ of the loss and the penalties, before any clipping. */
  public double gradient() {
    return gradient;
  }

  /** ‖weight‖ before the step. */
  public double weight() {
    return weight;
  }

  /** ‖update‖: the distance that the weight was moved. */
  public double update() {
    return update;
  }

  /** ‖update‖ ∕ ‖weight‖; NaN for a weight of zeros. */
  public double ratio() {
    return weight > 0 ? update / weight : Double.NaN;
  }

  /** Share of the gradient's elements beyond the limit of a clip by value. */
  public double clipped() {
    return clipped;
  }

  /** Rows of the weight: 1 for a bias. */
  int rows() {
    return gradients.weight(i).values().rows();
  }

  /** Elements of the weight. */
  int size() {
    return before.length;
  }

  /** Whether nothing is learned of it. */
  boolean isFrozen() {
    return gradients.rate(i) == 0;
  }

  void begin() {
    Matrix values = gradients.weight(i).values();
    System.arraycopy(values.data(), values.at(0), before, 0, before.length);
    weight = Math.sqrt(KERNELS.sumOfSquares(before.length, before, 0));
  }

  void evaluated(double limit) {
    Matrix g = gradients.gradient(i);
    double scale = Math.abs(gradients.scale());
    gradient = scale * Math.sqrt(KERNELS.sumOfSquares(g.size(), g.data(), g.at(0)));
    clipped = 0;
    if (limit < Double.POSITIVE_INFINITY) {
      clipped = (double) beyond(g, (float) limit, (float) scale) / g.size();
    }
  }

  private static long beyond(Matrix g, float limit, float scale) {
    long count = 0;
    for (int j = g.at(0), end = j + g.size(); j < end; j++) {
      count += Math.abs(g.data()[j] * scale) > limit ? 1 : 0;
    }
    return count;
  }

  void end() {
    Matrix values = gradients.weight(i).values();
    KERNELS.axpy(before.length, -1, values.data(), values.at(0), before, 0);
    update = Math.sqrt(KERNELS.sumOfSquares(before.length, before, 0));
  }
}
