package sluice.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import sluice.nn.LayerSpec;

/**
 * Layers side by side that read the same.
 *
 * <pre>
 *   concat   y = [f₁(x) … fₙ(x)]        dx = Σ fᵢ′(i-th band of dy)
 *   sum      y = Σ fᵢ(x)                dx = Σ fᵢ′(dy)
 *   mean     y = Σ fᵢ(x) ∕ n            dx = Σ fᵢ′(dy ∕ n)
 * </pre>
 */
final class ReferenceParallel implements ReferenceLayer {
  private final List<ReferenceLayer> parts;
  private final LayerSpec.Join join;
  private int[] columns = {}; // of each part's output

  ReferenceParallel(List<ReferenceLayer> parts, LayerSpec.Join join) {
    this.parts = parts;
    this.join = join;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    double[][] y = {};
    columns = new int[parts.size()];
    int state = 0;
    for (int p = 0; p < parts.size(); p++) {
      ReferenceLayer part = parts.get(p);
      int next = state + part.stateLength();
      double[][] out = part.forward(x, Arrays.copyOfRange(start, state, next), id);
      state = next;
      columns[p] = out[0].length;
      if (p == 0) {
        y = new double[out.length][join == LayerSpec.Join.CONCAT ? 0 : columns[0]];
      }
      for (int t = 0; t < out.length; t++) {
        if (join == LayerSpec.Join.CONCAT) {
          y[t] = Vectors.concat(y[t], out[t]);
        } else {
          Vectors.add(scaled(out[t]), y[t]);
        }
      }
    }
    return y;
  }

  /** A part's share of a mean, or all of it. */
  private double[] scaled(double[] row) {
    double divisor = join == LayerSpec.Join.MEAN ? parts.size() : 1;
    return Arrays.stream(row).map(value -> value / divisor).toArray();
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = {};
    int state = 0;
    int column = 0;
    for (int p = 0; p < parts.size(); p++) {
      double[][] share = new double[dy.length][];
      for (int t = 0; t < dy.length; t++) {
        share[t] =
            join == LayerSpec.Join.CONCAT
                ? Arrays.copyOfRange(dy[t], column, column + columns[p])
                : scaled(dy[t]);
      }
      column += columns[p];
      int next = state + parts.get(p).stateLength();
      double[][] down = parts.get(p).backward(share, Arrays.copyOfRange(dEnd, state, next));
      state = next;
      if (p == 0) {
        dx = new double[down.length][down[0].length];
      }
      for (int t = 0; t < dx.length; t++) {
        Vectors.add(down[t], dx[t]);
      }
    }
    return dx;
  }

  @Override
  public double[] end() {
    return parts.stream().map(ReferenceLayer::end).reduce(new double[0], Vectors::concat);
  }

  @Override
  public double[] startGradient() {
    return parts.stream().map(ReferenceLayer::startGradient).reduce(new double[0], Vectors::concat);
  }

  @Override
  public int stateLength() {
    return parts.stream().mapToInt(ReferenceLayer::stateLength).sum();
  }

  @Override
  public double nearestKink() {
    return parts.stream()
        .mapToDouble(ReferenceLayer::nearestKink)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  @Override
  public List<ReferenceWeight> weights() {
    return parts.stream().flatMap(part -> part.weights().stream()).toList();
  }

  @Override
  public Stream<ReferenceLayer> leaves() {
    return parts.stream().flatMap(ReferenceLayer::leaves);
  }
}
