package sluice.inspect;

import static sluice.inspect.Vectors.add;
import static sluice.inspect.Vectors.concat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer that begins at an initial state s.
 *
 * <pre>
 *   start = begun ≥ ½ ? state : s        end = [state, 1]
 *
 *   ds += gradient of the start where it begins, else that is the state's
 * </pre>
 */
final class ReferenceInitialState implements ReferenceLayer {
  private final ReferenceLayer layer;
  private final List<ReferenceWeight> learned; // none, or one
  private final double[] initial; // [S]
  private boolean begun;
  private double[] startGradient = {};

  ReferenceInitialState(ReferenceLayer layer, List<ReferenceWeight> learned, double[] initial) {
    this.layer = layer;
    this.learned = learned;
    this.initial = initial;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    int length = layer.stateLength();
    begun = start[length] >= 0.5;
    return layer.forward(x, begun ? Arrays.copyOf(start, length) : initial, id);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    int length = layer.stateLength();
    double[][] dx = layer.backward(dy, Arrays.copyOf(dEnd, length));
    startGradient = new double[length + 1];
    if (begun) {
      startGradient = Arrays.copyOf(layer.startGradient(), length + 1);
    } else if (!learned.isEmpty()) {
      add(layer.startGradient(), learned.getFirst().rowGradient());
    }
    return dx;
  }

  @Override
  public double[] end() {
    return concat(layer.end(), new double[] {1});
  }

  @Override
  public double[] startGradient() {
    return startGradient;
  }

  @Override
  public int stateLength() {
    return layer.stateLength() + 1;
  }

  @Override
  public double nearestKink() {
    return layer.nearestKink();
  }

  @Override
  public List<ReferenceWeight> weights() {
    return Stream.concat(layer.weights().stream(), learned.stream()).toList();
  }

  @Override
  public Stream<ReferenceLayer> leaves() {
    return layer.leaves();
  }
}
