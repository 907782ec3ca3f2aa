package sluice.nn;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * Layers one above the other: the whole sequence goes up, the whole sequence of gradients comes
 * down.
 */
final class StackLayer implements Layer {
  private final LayerSpec.Stack spec;
  private final List<Layer> layers;
  private final int stateLength;

  StackLayer(LayerSpec.Stack spec, List<Layer> layers) {
    this.spec = spec;
    this.layers = List.copyOf(layers);
    this.stateLength = layers.stream().mapToInt(Layer::stateLength).sum();
  }

  /** From the input on. */
  List<Layer> layers() {
    return layers;
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public int inputSize() {
    return layers.getFirst().inputSize();
  }

  @Override
  public int outputSize() {
    return layers.getLast().outputSize();
  }

  @Override
  public List<Weight> weights() {
    return layers.stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  @Override
  public int stateLength() {
    return stateLength;
  }

  @Override
  public long lengthAfter(long steps) {
    long length = steps;
    for (Layer layer : layers) {
      length = layer.lengthAfter(length);
    }
    return length;
  }

  @Override
  public Capacity capacityAfter(Capacity capacity) {
    Capacity after = capacity;
    for (Layer layer : layers) {
      after = layer.capacityAfter(after);
    }
    return after;
  }

  @Override
  public Optional<String> needsWholeSequences() {
    return layers.stream().flatMap(layer -> layer.needsWholeSequences().stream()).findFirst();
  }

  @Override
  public void addCells(int state, boolean backwards, List<Cell> into) {
    int next = state;
    for (Layer layer : layers) {
      layer.addCells(next, backwards, into);
      next += layer.stateLength();
    }
  }

  @Override
  public long passFloats(Capacity capacity, boolean training) {
    long floats = 4L * capacity.sequences() * stateLength;
    Capacity current = capacity;
    for (Layer layer : layers) {
      floats += layer.passFloats(current, training);
      current = layer.capacityAfter(current);
    }
    return floats;
  }

  @Override
  public Layer.Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  private final class Pass implements Layer.Pass {
    private final Layer.Pass[] passes;
    private final Input.Rows[] inputs; // what each layer reads, made when first seen
    private final Matrix start; // [B, S]
    private final Matrix end; // [B, S]
    private final Matrix startGradient; // [B, S]
    private final Matrix[] endGradients; // [B, S of the layer]
    private final int lowest; // layers below it learn nothing, and nobody asked for their gradient
    private Steps steps = Steps.equal(1, 1);

    Pass(PassSettings settings) {
      int sequences = settings.capacity().sequences();
      passes = new Layer.Pass[layers.size()];
      inputs = new Input.Rows[layers.size()];
      endGradients = new Matrix[layers.size()];
      lowest = settings.inputGradient() ? 0 : firstThatLearns(settings);
      PassSettings lower = settings;
      for (int l = 0; l < passes.length; l++) {
        passes[l] = layers.get(l).pass(lower);
        inputs[l] = new Input.Rows(Matrix.EMPTY);
        endGradients[l] = Matrix.of(sequences, layers.get(l).stateLength());
        lower =
            settings
                .inputGradient(needsGradientBelow(l, settings))
                .capacity(layers.get(l).capacityAfter(lower.capacity()));
      }
      start = Matrix.of(sequences, stateLength);
      end = Matrix.of(sequences, stateLength);
      startGradient = Matrix.of(sequences, stateLength);
    }

    private int firstThatLearns(PassSettings settings) {
      int first = 0;
      while (first < layers.size() && !settings.learns(layers.get(first))) {
        first++;
      }
      return first;
    }

    /**
     * Whether the layer above l must hand a gradient down: something from l on downwards learns or
     * was asked for it.
     */
    private boolean needsGradientBelow(int l, PassSettings settings) {
      return settings.inputGradient()
          || layers.subList(0, l + 1).stream().anyMatch(settings::learns);
    }

    @Override
    public Matrix forward(Input x, Steps steps) {
      Input input = x;
      Matrix y = Matrix.EMPTY;
      Steps current = steps;
      int column = 0;
      for (int l = 0; l < passes.length; l++) {
        int length = layers.get(l).stateLength();
        Columns.copy(start, column, passes[l].start(), 0, length, steps.sequences());
        y = passes[l].forward(input, current);
        Columns.copy(passes[l].end(), 0, end, column, length, steps.sequences());
        column += length;
        current = passes[l].steps();
        if (l + 1 < passes.length) {
          if (inputs[l + 1].values() != y) {
            inputs[l + 1] = new Input.Rows(y);
          }
          input = inputs[l + 1];
        }
      }
      this.steps = current;
      return y;
    }

    @Override
    public Matrix backward(Matrix dy, Matrix endGradient) {
      Matrix gradient = dy;
      int column = stateLength;
      int sequences = steps.sequences();
      for (int l = passes.length - 1; l >= lowest; l--) {
        int length = layers.get(l).stateLength();
        column -= length;
        Columns.copy(endGradient, column, endGradients[l], 0, length, sequences);
        gradient = passes[l].backward(gradient, endGradients[l]);
        Columns.copy(passes[l].startGradient(), 0, startGradient, column, length, sequences);
      }
      return gradient;
    }

    @Override
    public double penalty() {
      double sum = 0;
      for (Layer.Pass pass : passes) {
        sum += pass.penalty();
      }
      return sum;
    }

    @Override
    public Steps steps() {
      return steps;
    }

    @Override
    public Matrix start() {
      return start;
    }

    @Override
    public Matrix end() {
      return end;
    }

    @Override
    public Matrix startGradient() {
      return startGradient;
    }
  }
}
