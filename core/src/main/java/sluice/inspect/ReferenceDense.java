package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.List;

/**
 * Dense layer, the same at every step.
 *
 * <pre>
 *   a = x·W + b        y = act(a)
 *
 *   da = dy ⊙ act′(a)
 *   dW += xᵀ·da    db += da    dx = da·Wᵀ
 * </pre>
 */
final class ReferenceDense implements ReferenceLayer {
  private final ReferenceWeight w; // [I, O]
  private final ReferenceWeight b; // [1, O]
  private final ReferenceActivation activation;

  private double[][] x = {}; // [T, I]
  private double[][] a = {}; // [T, O]
  private double nearestKink;

  ReferenceDense(ReferenceWeight w, ReferenceWeight b, ReferenceActivation activation) {
    this.w = w;
    this.b = b;
    this.activation = activation;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    a = new double[x.length][];
    double[][] y = new double[x.length][b.row().length];
    nearestKink = Double.POSITIVE_INFINITY;
    for (int t = 0; t < x.length; t++) {
      a[t] = product(x[t], w.values());
      add(b.row(), a[t]);
      for (int j = 0; j < y[t].length; j++) {
        y[t][j] = activation.value(a[t][j]);
        nearestKink = Math.min(nearestKink, activation.kink(a[t][j]));
      }
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] da = new double[dy[t].length];
      for (int j = 0; j < da.length; j++) {
        da[j] = dy[t][j] * activation.derivative(a[t][j]);
      }
      addOuter(x[t], da, w.gradient());
      add(da, b.rowGradient());
      dx[t] = transposedProduct(da, w.values());
    }
    return dx;
  }

  @Override
  public double nearestKink() {
    return nearestKink;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(w, b);
  }
}
