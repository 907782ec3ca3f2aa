package sluice.inspect;

import java.util.List;
import java.util.stream.Stream;

/**
 * A layer of whose outputs something is asked beside the loss (Merity et al. 2017).
 *
 * <pre>
 *   α · mean h² + β · mean (h − h₋₁)²
 *
 *   dh += α′ · 2h + β′ · 2(h − h₋₁) − β′ · 2(h₊₁ − h)      α′, β′: by the number of what is meant
 * </pre>
 */
final class ReferencePenalised implements ReferenceLayer {
  private final ReferenceLayer layer;
  private final ReferencePenalty activation;
  private final ReferencePenalty change;

  private double[][] h = {}; // [T, O]

  ReferencePenalised(ReferenceLayer layer, ReferencePenalty activation, ReferencePenalty change) {
    this.layer = layer;
    this.activation = activation;
    this.change = change;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    h = layer.forward(x, start, id);
    for (int t = 0; t < h.length; t++) {
      for (int j = 0; j < h[t].length; j++) {
        activation.add(h[t][j] * h[t][j]);
        if (t > 0) {
          double step = h[t][j] - h[t - 1][j];
          change.add(step * step);
        }
      }
    }
    return h;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dh = new double[h.length][];
    for (int t = 0; t < h.length; t++) {
      dh[t] = dy[t].clone();
      for (int j = 0; j < h[t].length; j++) {
        dh[t][j] += activation.slope() * 2 * h[t][j];
        if (t > 0) {
          dh[t][j] += change.slope() * 2 * (h[t][j] - h[t - 1][j]);
        }
        if (t + 1 < h.length) {
          dh[t][j] -= change.slope() * 2 * (h[t + 1][j] - h[t][j]);
        }
      }
    }
    return layer.backward(dh, dEnd);
  }

  @Override
  public double[] end() {
    return layer.end();
  }

  @Override
  public double[] startGradient() {
    return layer.startGradient();
  }

  @Override
  public int stateLength() {
    return layer.stateLength();
  }

  @Override
  public double nearestKink() {
    return layer.nearestKink();
  }

  @Override
  public List<ReferenceWeight> weights() {
    return layer.weights();
  }

  @Override
  public Stream<ReferenceLayer> leaves() {
    return layer.leaves();
  }
}
