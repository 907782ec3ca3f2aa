package sluice.inspect;

import java.util.List;
import sluice.nn.Activation;

/**
 * An activation over a sequence.
 *
 * <pre>
 *   element by element      y = act(a)                da = dy ⊙ act′(a)
 *   softmax of a row        y = eᵃ ∕ Σ eᵃ             da = y ⊙ (dy − Σ dy ⊙ y)
 *   parametric ReLU         y = a above 0, else s·a   da = dy above 0, else s·dy   ds += dy·a below
 * </pre>
 */
final class ReferenceActivated implements ReferenceLayer {
  private final Activation.Kind kind;
  private final ReferenceActivation elements;
  private final List<ReferenceWeight> slopes; // none, or one [1, O]

  private double[][] a = {}; // [T, O]
  private double[][] y = {}; // [T, O]
  private double nearestKink;

  ReferenceActivated(Activation activation, List<ReferenceWeight> slopes) {
    this.kind = activation.kind();
    this.elements = ReferenceActivation.of(activation);
    this.slopes = slopes;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    a = x;
    y = new double[x.length][];
    nearestKink = Double.POSITIVE_INFINITY;
    for (int t = 0; t < x.length; t++) {
      y[t] = kind == Activation.Kind.SOFTMAX ? softmax(a[t]) : new double[a[t].length];
      for (int j = 0; j < y[t].length; j++) {
        nearestKink = Math.min(nearestKink, elements.kink(a[t][j]));
        switch (kind) {
          case SOFTMAX -> {}
          case PARAMETRIC_RELU -> y[t][j] = a[t][j] > 0 ? a[t][j] : slope(j) * a[t][j];
          default -> y[t][j] = elements.value(a[t][j]);
        }
      }
    }
    return y;
  }

  private static double[] softmax(double[] a) {
    double[] y = new double[a.length];
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      y[j] = StrictMath.exp(a[j]);
      sum += y[j];
    }
    for (int j = 0; j < a.length; j++) {
      y[j] /= sum;
    }
    return y;
  }

  private double slope(int j) {
    return slopes.getFirst().row()[j];
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] da = new double[dy.length][];
    for (int t = 0; t < dy.length; t++) {
      da[t] = new double[dy[t].length];
      double mean = 0;
      for (int j = 0; j < dy[t].length; j++) {
        mean += dy[t][j] * y[t][j];
      }
      for (int j = 0; j < dy[t].length; j++) {
        switch (kind) {
          case SOFTMAX -> da[t][j] = y[t][j] * (dy[t][j] - mean);
          case PARAMETRIC_RELU -> {
            boolean above = a[t][j] > 0;
            da[t][j] = above ? dy[t][j] : slope(j) * dy[t][j];
            slopes.getFirst().rowGradient()[j] += above ? 0 : dy[t][j] * a[t][j];
          }
          default -> da[t][j] = dy[t][j] * elements.derivative(a[t][j]);
        }
      }
    }
    return da;
  }

  @Override
  public double nearestKink() {
    return nearestKink;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return slopes;
  }
}
