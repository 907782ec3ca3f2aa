package sluice.inspect;

import java.util.Arrays;
import java.util.List;

/**
 * Layer normalisation (Ba et al. 2016).
 *
 * <pre>
 *   x̂ = (x − mean x) ∕ √(var x + ε)      y = g ⊙ x̂ + b
 *
 *   dg += dy ⊙ x̂    db += dy
 *   dx = (g ⊙ dy − mean(g ⊙ dy) − x̂·mean(g ⊙ dy ⊙ x̂)) ∕ √(var x + ε)
 * </pre>
 */
final class ReferenceLayerNorm implements ReferenceLayer {
  private final ReferenceWeight g; // [1, I]
  private final ReferenceWeight b; // [1, I]
  private final double epsilon;

  private double[][] hat = {}; // [T, I]
  private double[] deviation = {}; // [T]

  ReferenceLayerNorm(ReferenceWeight g, ReferenceWeight b, double epsilon) {
    this.g = g;
    this.b = b;
    this.epsilon = epsilon;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    hat = new double[x.length][];
    deviation = new double[x.length];
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      double mean = Arrays.stream(x[t]).average().orElseThrow();
      double variance =
          Arrays.stream(x[t]).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      double sigma = Math.sqrt(variance + epsilon);
      deviation[t] = sigma;
      hat[t] = Arrays.stream(x[t]).map(v -> (v - mean) / sigma).toArray();
      y[t] = b.row().clone();
      for (int j = 0; j < y[t].length; j++) {
        y[t][j] += g.row()[j] * hat[t][j];
      }
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[dy.length][];
    for (int t = 0; t < dy.length; t++) {
      int size = dy[t].length;
      double mean = 0;
      double along = 0;
      for (int j = 0; j < size; j++) {
        g.rowGradient()[j] += dy[t][j] * hat[t][j];
        b.rowGradient()[j] += dy[t][j];
        mean += g.row()[j] * dy[t][j] / size;
        along += g.row()[j] * dy[t][j] * hat[t][j] / size;
      }
      dx[t] = new double[size];
      for (int j = 0; j < size; j++) {
        dx[t][j] = (g.row()[j] * dy[t][j] - mean - hat[t][j] * along) / deviation[t];
      }
    }
    return dx;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return List.of(g, b);
  }
}
