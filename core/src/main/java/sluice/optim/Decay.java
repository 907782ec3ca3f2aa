package sluice.optim;

import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.nn.Gradients;

/**
 * Decoupled weight decay (Loshchilov &amp; Hutter 2019): w = w − α·λ·w before the step that the
 * gradient asks for. λ is {@link Gradients#decay}, and α the rate of that weight.
 */
final class Decay {
  private static final Kernels KERNELS = Kernels.get();

  private final Gradients gradients;
  private final Gradients.Rows shrinking = this::shrink;
  private double rate;

  Decay(Gradients gradients) {
    this.gradients = gradients;
  }

  /** Shrinks all weights that decay, at a learning rate. */
  void step(double rate) {
    this.rate = rate;
    boolean any = false;
    for (int i = 0; i < gradients.count(); i++) {
      any |= gradients.decay(i) > 0;
    }
    if (any) {
      gradients.forAll(shrinking);
    }
  }

  private void shrink(int i, int from, int to) {
    if (gradients.decay(i) > 0) {
      Matrix w = gradients.weight(i).values();
      float factor = (float) (1 - rate * gradients.rate(i) * gradients.decay(i));
      KERNELS.scale((to - from) * w.columns(), factor, w.data(), w.at(from));
    }
  }
}
