package sluice.inspect;

import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.times;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A vector for each token id; x is one-hot, or a mixture; m leaves out some ids (1 without
 * dropout).
 *
 * <pre>
 *   y = (x ⊙ m)·W        dW += (x ⊙ m)ᵀ·dy    dx = dy·Wᵀ ⊙ m
 * </pre>
 */
final class ReferenceEmbedding implements ReferenceLayer {
  private final ReferenceWeight w; // [I, O]

  private final OptionalInt padding;
  private final double[] mask; // [I]
  private double[][] x = {}; // [T, I]  after the mask

  ReferenceEmbedding(ReferenceWeight w, OptionalInt padding, double[] mask) {
    this.w = w;
    this.padding = padding;
    this.mask = mask;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = new double[x.length][];
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      this.x[t] = times(x[t], mask);
      y[t] = product(this.x[t], w.values());
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      addOuter(x[t], dy[t], w.gradient());
      dx[t] = times(transposedProduct(dy[t], w.values()), mask);
    }
    padding.ifPresent(id -> Arrays.fill(w.gradient()[id], 0)); // never learns
    return dx;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(w);
  }
}
