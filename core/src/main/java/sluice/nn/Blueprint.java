package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.math.Rng;

/**
 * Turns a tree of specs into layers: sizes chain, weights get their names and their first values.
 *
 * <p>The first values of a weight depend on the seed, on the index of its layer and on its name's
 * place there, so that adding a layer on top leaves those below as they were.
 */
final class Blueprint {
  private final long seed;
  private int index;
  private float outputGate; // penalty on that of the layer that is being built
  private LayerSpec.Initialised first = // what stands around the layer that is being built
      new LayerSpec.Initialised(
          LayerSpec.lastStep(), Optional.empty(), Optional.empty(), Optional.empty());

  Blueprint(long seed) {
    this.seed = seed;
  }

  /** Builds a spec that reads {@code inputSize} columns. */
  Layer build(LayerSpec spec, int inputSize) {
    return switch (spec) {
      case LayerSpec.Stack stack -> buildStack(stack, inputSize);
      case LayerSpec.Initialised initialised -> buildInitialised(initialised, inputSize);
      case LayerSpec.Penalised penalised -> buildPenalised(penalised, inputSize);
      case LayerSpec.Parallel(List<LayerSpec> layers, LayerSpec.Join join) ->
          new ParallelLayer(
              spec, layers.stream().map(part -> build(part, inputSize)).toList(), join);
      case LayerSpec.Residual(LayerSpec layer) ->
          new ParallelLayer(
              spec,
              List.of(new Identity(spec, inputSize), build(layer, inputSize)),
              LayerSpec.Join.SUM);
      case LayerSpec.Reversed(LayerSpec layer) -> new ReversedLayer(spec, build(layer, inputSize));
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
          new ParallelLayer(
              spec,
              List.of(build(layer, inputSize), new ReversedLayer(spec, build(layer, inputSize))),
              join);
      case LayerSpec.LstmSpec lstm when lstm.isPlain() ->
          new Lstm(lstm, place(inputSize).gatesOf(lstm.hidden()));
      case LayerSpec.LstmSpec lstm -> new GatedLstm(lstm, place(inputSize).gatesOf(lstm.hidden()));
      case LayerSpec.InitialState state -> {
        int first = index;
        Layer layer = build(state.layer(), inputSize);
        yield new InitialStateLayer(state, layer, new Place(first, inputSize));
      }
      case LayerSpec.GruSpec gru -> new Gru(gru, place(inputSize).gatesOf(gru.hidden()));
      case LayerSpec.IndRnnSpec rnn -> new Rnn(rnn, place(inputSize).gatesOf(rnn.hidden()));
      case LayerSpec.RnnSpec rnn -> new Rnn(rnn, place(inputSize).gatesOf(rnn.hidden()));
      case LayerSpec.DenseSpec dense -> new Dense(dense, place(inputSize));
      case LayerSpec.ActivationSpec activation -> new ActivationLayer(activation, place(inputSize));
      case LayerSpec.EmbeddingSpec embedding -> new Embedding(embedding, place(inputSize));
      case LayerSpec.EmbeddedColumnsSpec columns -> new EmbeddedColumns(columns, place(inputSize));
      case LayerSpec.LayerNormSpec norm -> new LayerNorm(norm, place(inputSize));
      case LayerSpec.TimePoolSpec pool -> new TimePool(pool, place(inputSize));
      case LayerSpec.AttentionPoolSpec pool -> new AttentionPool(pool, place(inputSize));
      case LayerSpec.ReshapeSpec reshape -> new Reshape(reshape, place(inputSize));
      case LayerSpec.FlattenSpec flatten -> new Reshape(flatten, place(inputSize));
      case LayerSpec.RepeatSpec repeat -> new Repeat(repeat, place(inputSize));
      case LayerSpec.DropoutSpec dropout -> new Dropout(dropout, place(inputSize));
      case LayerSpec.LastStepsSpec last -> new LastSteps(last, place(inputSize));
    };
  }

  private Layer buildStack(LayerSpec.Stack stack, int inputSize) {
    List<Layer> layers = new ArrayList<>();
    int width = inputSize;
    for (LayerSpec spec : stack.layers()) {
      Layer layer = build(spec, width);
      layers.add(layer);
      width = layer.outputSize();
    }
    return new StackLayer(stack, layers);
  }

  private Layer buildInitialised(LayerSpec.Initialised spec, int inputSize) {
    var outer = first;
    first =
        new LayerSpec.Initialised(
            spec.layer(),
            spec.weights().or(outer::weights),
            spec.recurrent().or(outer::recurrent),
            spec.biases().or(outer::biases));
    Layer layer = build(spec.layer(), inputSize);
    first = outer;
    return layer;
  }

  private Layer buildPenalised(LayerSpec.Penalised spec, int inputSize) {
    outputGate = spec.outputGate(); // above 0 only right around an LSTM
    Layer layer = build(spec.layer(), inputSize);
    outputGate = 0;
    return spec.activation() > 0 || spec.change() > 0 ? new PenalisedLayer(spec, layer) : layer;
  }

  private Place place(int inputSize) {
    return new Place(index++, inputSize);
  }

  /** Where one leaf stands, and the maker of its weights. */
  final class Place {
    private final int index;
    private final int inputSize;
    private final float gatePenalty = outputGate;
    private int hidden; // units of a cell, each of whose gates is a matrix of its own
    private int weights;

    private Place(int index, int inputSize) {
      this.index = index;
      this.inputSize = inputSize;
    }

    int index() {
      return index;
    }

    /** What is asked of an LSTM's output gates. */
    float gatePenalty() {
      return gatePenalty;
    }

    /** Says that weights of so many columns belong to one gate. */
    Place gatesOf(int units) {
      hidden = units;
      return this;
    }

    int inputSize() {
      return inputSize;
    }

    /** A weight drawn from U(−bound, bound). */
    Weight uniform(String name, int rows, int columns, float bound) {
      return uniform(name, rows, columns, bound, Weight.Role.TRAINED);
    }

    /** The same, trained or held fixed. */
    Weight uniform(String name, int rows, int columns, float bound, Weight.Role role) {
      var weight = new Weight(name(name), rows, columns, role);
      int number = ++weights;
      Optional<Initialiser> initialiser = initialiser(name);
      if (initialiser.isPresent()) {
        initialiser.get().fill(weight.values(), gates(columns), seed, index, number);
      } else {
        Initialiser.uniform(weight.values(), bound, seed, index, number);
      }
      return weight;
    }

    /** What stands around the layer for a weight of this name; peepholes are no matrix. */
    private Optional<Initialiser> initialiser(String name) {
      return switch (name) {
        case "wh", "wn" -> first.recurrent();
        case "b", "bn" -> first.biases();
        case "p" -> Optional.empty();
        default -> first.weights();
      };
    }

    /** How many gates stand side by side in so many columns. */
    private int gates(int columns) {
      return hidden > 0 && columns % hidden == 0 ? columns / hidden : 1;
    }

    /** The key of further draws for the next weight. */
    long key() {
      return Rng.key(seed, Rng.WEIGHTS, index, weights, 0, 0);
    }

    /**
     * A row drawn from U(−bound, bound) that never leaves that interval. It is the diagonal of a
     * recurrent matrix: an identity around the layer gives each unit its value.
     */
    Weight bounded(String name, int columns, float bound) {
      var weight = new Weight(name(name), 1, columns, Weight.Role.TRAINED, bound);
      Initialiser.uniform(weight.values(), bound, seed, index, ++weights);
      first
          .recurrent()
          .filter(recurrent -> recurrent.kind() == Initialiser.Kind.IDENTITY)
          .ifPresent(identity -> weight.values().fill(identity.value()));
      weight.changed(); // back within the bound
      return weight;
    }

    /** A bias row of zeros, or of what stands around the layer. */
    Weight zeros(String name, int columns) {
      Weight weight = zeros(name, 1, columns);
      if (name.equals("b") || name.equals("bn")) {
        initialiser(name)
            .ifPresent(b -> b.fill(weight.values(), gates(columns), seed, index, weights));
      }
      return weight;
    }

    /** A row of equal values. */
    Weight filled(String name, int columns, float value) {
      Weight weight = zeros(name, 1, columns);
      weight.values().fill(value);
      return weight;
    }

    /** A row of ones. */
    Weight ones(String name, int columns) {
      Weight weight = zeros(name, columns);
      weight.values().fill(1);
      return weight;
    }

    private String name(String weight) {
      return "layers." + index + "." + weight;
    }

    private Weight zeros(String name, int rows, int columns) {
      weights++;
      return new Weight(name(name), rows, columns, Weight.Role.TRAINED);
    }
  }
}
