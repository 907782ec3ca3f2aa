package sluice.nn;

import java.util.List;
import sluice.math.Matrix;
import sluice.math.Steps;

/** A leaf of a network whose passes are told to a {@link LayerWatch}; the same layer otherwise. */
final class WatchedLayer implements LayerAround {
  private final Layer layer;
  private final LayerWatch.Leaf leaf;
  private final LayerWatch watch;

  private WatchedLayer(Layer layer, LayerWatch.Leaf leaf, LayerWatch watch) {
    this.layer = layer;
    this.leaf = leaf;
    this.watch = watch;
  }

  /** The same tree of layers, with the same weights, of which each leaf is watched. */
  static Layer of(Layer root, LayerWatch watch) {
    return new Tree(watch).of(root, false);
  }

  /** Walks a tree as {@link Blueprint} did, so that leaves get the numbers they have there. */
  private static final class Tree {
    private final LayerWatch watch;
    private int index;

    Tree(LayerWatch watch) {
      this.watch = watch;
    }

    Layer of(Layer layer, boolean backwards) {
      return switch (layer) {
        case StackLayer stack ->
            new StackLayer((LayerSpec.Stack) stack.spec(), all(stack.layers(), backwards));
        case ParallelLayer parallel ->
            new ParallelLayer(parallel.spec(), all(parallel.parts(), backwards), parallel.join());
        case ReversedLayer reversed ->
            new ReversedLayer(reversed.spec(), of(reversed.layer(), !backwards));
        case PenalisedLayer penalised ->
            new PenalisedLayer(
                (LayerSpec.Penalised) penalised.spec(), of(penalised.layer(), backwards));
        case Identity identity -> identity;
        default ->
            new WatchedLayer(
                layer,
                new LayerWatch.Leaf(index++, layer.spec(), layer.weights(), backwards),
                watch);
      };
    }

    private List<Layer> all(List<Layer> layers, boolean backwards) {
      return layers.stream().map(layer -> of(layer, backwards)).toList();
    }
  }

  @Override
  public Layer layer() {
    return layer;
  }

  @Override
  public LayerSpec spec() {
    return layer.spec();
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    return layer.passFloats(capacity, training);
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(layer.pass(settings), settings.training() && settings.inputGradient());
  }

  private final class Pass implements PassAround {
    private final Layer.Pass pass;
    private final boolean inputGradient;

    Pass(Layer.Pass pass, boolean inputGradient) {
      this.pass = pass;
      this.inputGradient = inputGradient;
    }

    @Override
    public Layer.Pass pass() {
      return pass;
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      watch.forwardBegins(leaf, x, steps, pass.start());
      Matrix y = pass.forward(x, steps);
      watch.forwardEnds(leaf, y, pass.steps());
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix end) {
      watch.backwardBegins(leaf, dy);
      Matrix dx = pass.backward(dy, end);
      watch.backwardEnds(leaf, inputGradient ? dx : Matrix.EMPTY);
      return dx;
    }
  }
}
