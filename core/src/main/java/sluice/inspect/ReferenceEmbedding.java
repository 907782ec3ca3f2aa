package sluice.inspect;

import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A vector for each token id; x is one-hot, or a mixture.
 *
 * <pre>
 *   y = x·W        dW += xᵀ·dy    dx = dy·Wᵀ
 * </pre>
 */
final class ReferenceEmbedding implements ReferenceLayer {
  private final ReferenceWeight w; // [I, O]

  private final OptionalInt padding;
  private double[][] x = {}; // [T, I]

  ReferenceEmbedding(ReferenceWeight w, OptionalInt padding) {
    this.w = w;
    this.padding = padding;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = product(x[t], w.values());
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      addOuter(x[t], dy[t], w.gradient());
      dx[t] = transposedProduct(dy[t], w.values());
    }
    padding.ifPresent(id -> Arrays.fill(w.gradient()[id], 0)); // never learns
    return dx;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(w);
  }
}
