package sluice.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sluice.nn.LayerSpec;

/**
 * One forward and one backward of a model on a batch as the data flow: what goes into each layer
 * and comes out of it, on the way up and on the way down, in shapes and norms.
 *
 * <p>How the gradient goes back in time is a {@link Flow}. Computed in double precision by {@link
 * Reference}, sequence by sequence.
 *
 * @param loss the summed loss of the batch, each row times its weight
 * @param layers the leaf layers from the input on, the head last
 */
public record LayerFlow(double loss, List<Leaf> layers) {
  /**
   * A matrix of which only the size is kept.
   *
   * @param rows of all sequences together
   * @param columns of each
   * @param norm √ Σ of all squares
   */
  public record Size(int rows, int columns, double norm) {}

  /**
   * A weight of a layer.
   *
   * @param name of it
   * @param values size of the weight
   * @param gradient size of its gradient, summed over the batch
   */
  public record WeightFlow(String name, Size values, Size gradient) {}

  /**
   * One layer.
   *
   * @param type stable type of its spec; {@code head} for the head
   * @param x what it reads
   * @param y what it gives
   * @param dy the gradient that comes down to it
   * @param dx the gradient that it hands on
   * @param weights with their gradients
   */
  public record Leaf(String type, Size x, Size y, Size dy, Size dx, List<WeightFlow> weights) {}

  public LayerFlow {
    layers = List.copyOf(layers);
  }

  /**
   * Of a model on a batch.
   *
   * @throws IllegalArgumentException if the head or the loss is one that has no equations in {@link
   *     Reference}
   */
  public static LayerFlow of(Trial trial) {
    List<Watched> watched = new ArrayList<>();
    Reference reference =
        Reference.of(
            trial,
            (spec, layer) -> {
              watched.add(new Watched(spec, layer));
              return watched.getLast();
            });
    return new LayerFlow(reference.loss(), watched.stream().map(Watched::leaf).toList());
  }

  /** A layer that keeps what passes it. */
  private static final class Watched implements ReferenceLayer {
    private final LayerSpec spec;
    private final ReferenceLayer layer;
    private final Sum x = new Sum();
    private final Sum y = new Sum();
    private final Sum dy = new Sum();
    private final Sum dx = new Sum();
    private double[][] read = {};
    private double[][] given = {};

    Watched(LayerSpec spec, ReferenceLayer layer) {
      this.spec = spec;
      this.layer = layer;
    }

    Leaf leaf() {
      List<WeightFlow> weights =
          weights().stream()
              .map(weight ->
                  new WeightFlow(
                      weight.weight().name(),
                      new Sum().add(weight.values()).size(),
                      new Sum().add(weight.gradient()).size()))
              .toList();
      String type = spec.equals(Reference.HEAD) ? "head" : spec.type();
      return new Leaf(type, x.size(), y.size(), dy.size(), dx.size(), weights);
    }

    @Override
    public double[][] forward(double[][] x, double[] start, long id) {
      read = x;
      given = layer.forward(x, start, id);
      return given;
    }

    @Override
    public double[][] backward(double[][] dy, double[] dEnd) {
      this.x.add(read); // a sequence may have gone forward before, to be counted
      this.y.add(given);
      this.dy.add(dy);
      double[][] dx = layer.backward(dy, dEnd);
      this.dx.add(dx);
      return dx;
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
    public ReferenceTrace trace() {
      return layer.trace();
    }

    @Override
    public List<ReferenceWeight> weights() {
      return layer.weights();
    }
  }

  /** Rows, columns and squares of matrices one below the other. */
  private static final class Sum {
    private int rows;
    private int columns;
    private double squares;

    Sum add(double[][] matrix) {
      rows += matrix.length;
      columns = matrix.length == 0 ? columns : matrix[0].length;
      for (double[] row : matrix) {
        squares += Arrays.stream(row).map(value -> value * value).sum();
      }
      return this;
    }

    Size size() {
      return new Size(rows, columns, Math.sqrt(squares));
    }
  }
}
