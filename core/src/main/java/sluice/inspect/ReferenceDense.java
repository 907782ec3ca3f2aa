package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.List;
import java.util.stream.Stream;

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
  private final ReferenceActivated activation;

  private double[][] x = {}; // [T, I]

  ReferenceDense(ReferenceWeight w, ReferenceWeight b, ReferenceActivated activation) {
    this.w = w;
    this.b = b;
    this.activation = activation;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    double[][] a = new double[x.length][]; // [T, O]
    for (int t = 0; t < x.length; t++) {
      a[t] = product(x[t], w.values());
      add(b.row(), a[t]);
    }
    return activation.forward(a, start, id);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] da = activation.backward(dy, dEnd);
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      addOuter(x[t], da[t], w.gradient());
      add(da[t], b.rowGradient());
      dx[t] = transposedProduct(da[t], w.values());
    }
    return dx;
  }

  @Override
  public double nearestKink() {
    return activation.nearestKink();
  }

  @Override
  public List<ReferenceWeight> weights() {
    return Stream.concat(Stream.of(w, b), activation.weights().stream()).toList();
  }
}
