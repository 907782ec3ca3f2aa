package sluice.inspect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layers one above the other.
 *
 * <pre>
 *   y = layerₙ(… layer₁(x))        state = [state₁ … stateₙ]
 *
 *   dx = layer₁′(… layerₙ′(dy))
 * </pre>
 */
final class ReferenceStack implements ReferenceLayer {
  private final List<ReferenceLayer> layers;

  ReferenceStack(List<ReferenceLayer> layers) {
    this.layers = layers;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    double[][] y = x;
    int at = 0;
    for (ReferenceLayer layer : layers) {
      y = layer.forward(y, Arrays.copyOfRange(start, at, at + layer.stateLength()), id);
      at += layer.stateLength();
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = dy;
    int at = stateLength();
    for (ReferenceLayer layer : layers.reversed()) {
      at -= layer.stateLength();
      dx = layer.backward(dx, Arrays.copyOfRange(dEnd, at, at + layer.stateLength()));
    }
    return dx;
  }

  @Override
  public double[] end() {
    return layers.stream().map(ReferenceLayer::end).reduce(new double[0], Vectors::concat);
  }

  @Override
  public double[] startGradient() {
    return layers.stream()
        .map(ReferenceLayer::startGradient)
        .reduce(new double[0], Vectors::concat);
  }

  @Override
  public int stateLength() {
    return layers.stream().mapToInt(ReferenceLayer::stateLength).sum();
  }

  @Override
  public double nearestKink() {
    return layers.stream()
        .mapToDouble(ReferenceLayer::nearestKink)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  @Override
  public List<ReferenceWeight> weights() {
    return layers.stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  @Override
  public Stream<ReferenceLayer> leaves() {
    return layers.stream().flatMap(ReferenceLayer::leaves);
  }
}
