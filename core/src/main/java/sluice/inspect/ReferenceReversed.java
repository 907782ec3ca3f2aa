package sluice.inspect;

import java.util.List;
import java.util.stream.Stream;

/**
 * A layer that reads a sequence from its end.
 *
 * <pre>
 *   y = reverse(f(reverse(x)))      dx = reverse(f′(reverse(dy)))
 * </pre>
 */
final class ReferenceReversed implements ReferenceLayer {
  private final ReferenceLayer layer;

  ReferenceReversed(ReferenceLayer layer) {
    this.layer = layer;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    return reversed(layer.forward(reversed(x), start, id));
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    return reversed(layer.backward(reversed(dy), dEnd));
  }

  private static double[][] reversed(double[][] rows) {
    return List.of(rows).reversed().toArray(double[][]::new);
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
