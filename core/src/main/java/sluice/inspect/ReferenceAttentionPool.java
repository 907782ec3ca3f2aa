package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.addOuter;
import static sluice.inspect.Vectors.product;
import static sluice.inspect.Vectors.transposedProduct;

import java.util.List;

/**
 * The steps of a sequence weighted by how well they answer a query (Yang et al. 2016).
 *
 * <pre>
 *   u = tanh(x·W + b)    s = u·q    α = softmax over the steps of s    y = Σ α·x
 *
 *   dα = x·dy    ds = α(dα − Σ α·dα)    dq += Σ u·ds    da = ds·q ⊙ (1 − u²)
 *   dW += xᵀ·da    db += da    dx = α·dy + da·Wᵀ
 * </pre>
 */
final class ReferenceAttentionPool implements ReferenceLayer {
  private final ReferenceWeight w; // [I, A]
  private final ReferenceWeight b; // [1, A]
  private final ReferenceWeight q; // [A, 1]

  private double[][] x = {}; // [T, I]
  private double[][] u = {}; // [T, A]
  private double[] alpha = {}; // [T]

  ReferenceAttentionPool(ReferenceWeight w, ReferenceWeight b, ReferenceWeight q) {
    this.w = w;
    this.b = b;
    this.q = q;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    u = new double[x.length][];
    alpha = new double[x.length];
    double sum = 0;
    for (int t = 0; t < x.length; t++) {
      u[t] = product(x[t], w.values());
      add(b.row(), u[t]);
      for (int j = 0; j < u[t].length; j++) {
        u[t][j] = StrictMath.tanh(u[t][j]);
      }
      alpha[t] = StrictMath.exp(product(u[t], q.values())[0]);
      sum += alpha[t];
    }
    double[] y = new double[x[0].length];
    for (int t = 0; t < x.length; t++) {
      alpha[t] /= sum;
      for (int i = 0; i < y.length; i++) {
        y[i] += alpha[t] * x[t][i];
      }
    }
    return new double[][] {y};
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[] dAlpha = new double[x.length];
    double mean = 0;
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        dAlpha[t] += x[t][i] * dy[0][i];
      }
      mean += alpha[t] * dAlpha[t];
    }
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double[] ds = {alpha[t] * (dAlpha[t] - mean)};
      addOuter(u[t], ds, q.gradient());
      double[] da = transposedProduct(ds, q.values());
      for (int j = 0; j < da.length; j++) {
        da[j] *= 1 - u[t][j] * u[t][j];
      }
      addOuter(x[t], da, w.gradient());
      add(da, b.rowGradient());
      dx[t] = transposedProduct(da, w.values());
      for (int i = 0; i < dx[t].length; i++) {
        dx[t][i] += alpha[t] * dy[0][i];
      }
    }
    return dx;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(w, b, q);
  }
}
