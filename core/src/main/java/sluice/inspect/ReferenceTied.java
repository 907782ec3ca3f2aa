package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.List;

/**
 * A head that is tied to a table of the network, whose gradient both add to.
 *
 * <pre>
 *   z = h·Eᵀ + b
 *
 *   dE += dzᵀ·h    db += dz    dh = dz·E
 * </pre>
 */
final class ReferenceTied implements ReferenceLayer {
  private final ReferenceWeight table; // [O, I], of the embedding
  private final ReferenceWeight b; // [1, O]

  private double[][] h = {}; // [T, I]

  ReferenceTied(ReferenceWeight table, ReferenceWeight b) {
    this.table = table;
    this.b = b;
  }

  @Override
  public double[][] forward(double[][] h, double[] start, long id) {
    this.h = h;
    double[][] z = new double[h.length][]; // [T, O]
    for (int t = 0; t < h.length; t++) {
      z[t] = transposedProduct(h[t], table.values());
      add(b.row(), z[t]);
    }
    return z;
  }

  @Override
  public double[][] backward(double[][] dz, double[] dEnd) {
    double[][] dh = new double[h.length][];
    for (int t = 0; t < h.length; t++) {
      addOuter(dz[t], h[t], table.gradient());
      add(dz[t], b.rowGradient());
      dh[t] = product(dz[t], table.values());
    }
    return dh;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(b);
  }
}
