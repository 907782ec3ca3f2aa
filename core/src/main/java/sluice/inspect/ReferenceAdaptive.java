package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.Arrays;
import java.util.List;

/**
 * Adaptive softmax (Grave et al. 2017), evaluated in full: the logarithm of every class's
 * probability. As they sum to 1, the plain softmax of these outputs is themselves, and the plain
 * cross-entropy follows.
 *
 * <pre>
 *   a = h·W + b        y_j = log softmax(a)_j of the short list
 *   v = h·P·V + d      y_j = log softmax(a)_cluster + log softmax(v)_j
 *
 *   of a group with y = log softmax(a):   da = dy − softmax(a)·Σ dy       (Σ over a cluster for its a)
 * </pre>
 */
final class ReferenceAdaptive implements ReferenceLayer {
  private final List<ReferenceWeight> weights; // W b, then P V d of each cluster
  private final int[] cutoffs;
  private final int outputs;

  private double[][] h = {}; // [T, I]

  ReferenceAdaptive(List<ReferenceWeight> weights, int[] cutoffs, int outputs) {
    this.weights = weights;
    this.cutoffs = cutoffs;
    this.outputs = outputs;
  }

  @Override
  public double[][] forward(double[][] h, double[] start, long id) {
    this.h = h;
    return Arrays.stream(h).map(this::row).toArray(double[][]::new);
  }

  private double[] row(double[] h) {
    double[] first = logSoftmax(sum(h, weights.get(0), weights.get(1)));
    double[] y = Arrays.copyOf(first, outputs);
    for (int i = 0; i < cutoffs.length; i++) {
      double[] own = logSoftmax(cluster(h, i));
      for (int j = 0; j < own.length; j++) {
        y[cutoffs[i] + j] = first[cutoffs[0] + i] + own[j];
      }
    }
    return y;
  }

  private double[] cluster(double[] h, int i) {
    double[] u = product(h, weights.get(3 * i + 2).values());
    return sum(u, weights.get(3 * i + 3), weights.get(3 * i + 4));
  }

  private static double[] sum(double[] x, ReferenceWeight w, ReferenceWeight b) {
    double[] a = product(x, w.values());
    add(b.row(), a);
    return a;
  }

  private static double[] logSoftmax(double[] a) {
    double largest = Arrays.stream(a).max().orElseThrow();
    double sum = Arrays.stream(a).map(v -> StrictMath.exp(v - largest)).sum();
    double log = largest + StrictMath.log(sum);
    return Arrays.stream(a).map(v -> v - log).toArray();
  }

  /** da of a group. */
  private static double[] backward(double[] a, double[] dy) {
    double[] log = logSoftmax(a);
    double all = Arrays.stream(dy).sum();
    double[] da = dy.clone();
    for (int j = 0; j < da.length; j++) {
      da[j] -= StrictMath.exp(log[j]) * all;
    }
    return da;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dh = new double[h.length][];
    for (int t = 0; t < h.length; t++) {
      dh[t] = row(h[t], dy[t]);
    }
    return dh;
  }

  private double[] row(double[] h, double[] dy) {
    int first = weights.getFirst().values()[0].length;
    double[] dFirst = Arrays.copyOf(dy, first);
    double[] dh = new double[h.length];
    for (int i = 0; i < cutoffs.length; i++) {
      int end = i + 1 < cutoffs.length ? cutoffs[i + 1] : outputs;
      double[] own = Arrays.copyOfRange(dy, cutoffs[i], end);
      dFirst[cutoffs[0] + i] = Arrays.stream(own).sum();
      ReferenceWeight down = weights.get(3 * i + 2);
      ReferenceWeight up = weights.get(3 * i + 3);
      double[] dv = backward(cluster(h, i), own);
      addOuter(product(h, down.values()), dv, up.gradient());
      add(dv, weights.get(3 * i + 4).rowGradient());
      double[] du = transposedProduct(dv, up.values());
      addOuter(h, du, down.gradient());
      add(transposedProduct(du, down.values()), dh);
    }
    double[] da = backward(sum(h, weights.get(0), weights.get(1)), dFirst);
    addOuter(h, da, weights.get(0).gradient());
    add(da, weights.get(1).rowGradient());
    add(transposedProduct(da, weights.get(0).values()), dh);
    return dh;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return weights;
  }
}
