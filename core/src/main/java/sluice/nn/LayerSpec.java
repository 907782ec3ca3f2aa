package sluice.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import sluice.math.Matrix;

/**
 * What a layer is: pure data, a tree of records. The same tree stands in a saved model.
 *
 * <p>Every kind has a stable {@link #type()} and a {@link #version()} that rises when its meaning
 * changes.
 */
public sealed interface LayerSpec {

  /** The stable name of this kind of layer in files. */
  String type();

  /** The version of this kind's meaning. */
  default int version() {
    return 1;
  }

  /** Layers one above the other: each reads what the one before it gives. */
  static Stack stack(LayerSpec... layers) {
    return new Stack(List.of(layers));
  }

  /** A layer forwards and another of its kind backwards, their outputs side by side. */
  static Bidirectional bidirectional(LayerSpec layer) {
    return new Bidirectional(layer, Join.CONCAT);
  }

  /** A layer whose input is added to its output. */
  static Residual residual(LayerSpec layer) {
    return new Residual(layer);
  }

  /** Layers that read the same, their outputs side by side. */
  static Parallel parallel(LayerSpec... layers) {
    return new Parallel(List.of(layers), Join.CONCAT);
  }

  /**
   * Layers one above the other, each of which also reads the network's input, beside what the one
   * below it gives (Graves 2013).
   */
  static LayerSpec inputOnEvery(LayerSpec... layers) {
    LayerSpec below = stack(layers).layers().getFirst();
    for (int l = 1; l < layers.length; l++) {
      below = stack(parallel(below, activation(Activation.IDENTITY)), layers[l]);
    }
    return below;
  }

  /** An LSTM with {@code hidden} units and forget bias 1. */
  static LstmSpec lstm(int hidden) {
    return new LstmSpec(hidden, 1f);
  }

  /** A GRU with {@code hidden} units, its reset gate after the product. */
  static GruSpec gru(int hidden) {
    return new GruSpec(hidden, Reset.AFTER, GateFunction.SIGMOID, 0);
  }

  /** A plain tanh RNN with {@code hidden} units. */
  static RnnSpec rnn(int hidden) {
    return new RnnSpec(hidden, Activation.TANH);
  }

  /** An IndRNN with {@code hidden} ReLU units that remembers over {@code horizon} steps. */
  static IndRnnSpec indRnn(int hidden, int horizon) {
    return new IndRnnSpec(hidden, Activation.RELU, horizon);
  }

  /** A dense layer of {@code units} linear outputs, at every step. */
  static DenseSpec dense(int units) {
    return new DenseSpec(units, Activation.IDENTITY);
  }

  /** A function of each element, or of each row, as a layer of its own. */
  static ActivationSpec activation(Activation activation) {
    return new ActivationSpec(activation);
  }

  /** A vector of {@code size} numbers for each token id. */
  static EmbeddingSpec embedding(int size) {
    return new EmbeddingSpec(size);
  }

  /** Columns of numbers of names as vectors that are learned; all others pass. */
  static EmbeddedColumnsSpec embeddedColumns(EmbeddedColumn... tables) {
    return new EmbeddedColumnsSpec(List.of(tables));
  }

  /** Rows of mean 0 and variance 1, then scaled and shifted by what is learned. */
  static LayerNormSpec layerNorm() {
    return new LayerNormSpec(1e-5f);
  }

  /** The mean of every sequence over its steps. */
  static TimePoolSpec meanPool() {
    return new TimePoolSpec(Pool.MEAN);
  }

  /** The largest of each column over the steps of every sequence. */
  static TimePoolSpec maxPool() {
    return new TimePoolSpec(Pool.MAX);
  }

  /** The steps of every sequence weighted by attention of {@code size} units. */
  static AttentionPoolSpec attentionPool(int size) {
    return new AttentionPoolSpec(size);
  }

  /** Sequences of just so many steps, each as one row. */
  static FlattenSpec flatten(int steps) {
    return new FlattenSpec(steps);
  }

  /** The numbers of a sequence in rows of {@code columns}. */
  static ReshapeSpec reshape(int columns) {
    return new ReshapeSpec(columns);
  }

  /** The last step of every sequence at each of its steps. */
  static RepeatSpec repeat() {
    return new RepeatSpec(0);
  }

  /** The last step of every sequence so many times. */
  static RepeatSpec repeat(int steps) {
    Check.atLeastOne("steps", steps);
    return new RepeatSpec(steps);
  }

  /** Dropout of a share of the units while training. */
  static DropoutSpec dropout(float rate) {
    return new DropoutSpec(rate);
  }

  /** Keeps the last step of every sequence. */
  static LastStepsSpec lastStep() {
    return new LastStepsSpec(1);
  }

  /** Keeps the last {@code count} steps of every sequence. */
  static LastStepsSpec lastSteps(int count) {
    return new LastStepsSpec(count);
  }

  /** Layers one above the other. */
  record Stack(List<LayerSpec> layers) implements LayerSpec {
    public Stack {
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("a stack needs at least one layer");
      }
    }

    @Override
    public String type() {
      return "stack";
    }
  }

  /** How outputs side by side become one. */
  enum Join {
    /** One after the other. */
    CONCAT,
    /** Added; all must have as many columns. */
    SUM,
    /** Added and divided by their number. */
    MEAN
  }

  /**
   * Layers side by side that read the same input.
   *
   * @param layers the parts, at least one; all must give as many steps
   * @param join how their outputs become one
   */
  record Parallel(List<LayerSpec> layers, Join join) implements LayerSpec {
    public Parallel {
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("parallel needs at least one layer");
      }
    }

    @Override
    public String type() {
      return "parallel";
    }
  }

  /**
   * A layer whose input is added to its output (He et al. 2016).
   *
   * @param layer gives as many columns and steps as it reads
   */
  record Residual(LayerSpec layer) implements LayerSpec {
    @Override
    public String type() {
      return "residual";
    }
  }

  /**
   * A layer that reads every sequence from its end.
   *
   * @param layer what reads
   */
  record Reversed(LayerSpec layer) implements LayerSpec {
    @Override
    public String type() {
      return "reversed";
    }
  }

  /**
   * Two layers of one kind, one forwards and one backwards (Schuster &amp; Paliwal 1997).
   *
   * @param layer what both are; each has weights of its own
   * @param join how their outputs become one
   */
  record Bidirectional(LayerSpec layer, Join join) implements LayerSpec {
    @Override
    public String type() {
      return "bidirectional";
    }
  }

  /**
   * A layer, or several, whose weights begin otherwise than by default; one inside another goes
   * first.
   *
   * @param layer whose weights
   * @param weights of what reads the layer's input; empty for the layer's own default
   * @param recurrent of what reads the layer's own past
   * @param biases of all biases but a forget gate's and those drawn by chrono
   */
  record Initialised(
      LayerSpec layer,
      Optional<Initialiser> weights,
      Optional<Initialiser> recurrent,
      Optional<Initialiser> biases)
      implements LayerSpec {
    public Initialised {
      unlike("weights", weights);
      unlike("recurrent weights", recurrent);
    }

    private static void unlike(String what, Optional<Initialiser> initialiser) {
      if (initialiser.filter(first -> first.kind().isAlike()).isPresent()) {
        throw new IllegalArgumentException(
            what
                + " that are all "
                + (initialiser.get().kind() == Initialiser.Kind.ZERO ? "zero" : "equal")
                + " keep all units of a layer alike: each gets the same gradient, and none ever"
                + " differs from the others; draw them at random");
      }
    }

    @Override
    public String type() {
      return "initialised";
    }
  }

  /**
   * A layer of whose outputs something is asked beside the loss, while training.
   *
   * <pre>
   *   outputGate · mean |o|                 o: an LSTM's output gates
   *   activation · mean h²                  AR (Merity et al. 2017)
   *   change · mean (h − h₋₁)²              TAR, over all steps but each sequence's first
   * </pre>
   *
   * <p>Means are over all units and all steps that a batch has there.
   *
   * @param layer what gives h
   * @param outputGate at least 0; above it only around an LSTM
   * @param activation at least 0
   * @param change at least 0
   */
  record Penalised(LayerSpec layer, float outputGate, float activation, float change)
      implements LayerSpec {
    public Penalised {
      Check.notNegative("outputGate", outputGate);
      Check.notNegative("activation", activation);
      Check.notNegative("change", change);
      LayerSpec cell = layer instanceof InitialState state ? state.layer() : layer;
      if (outputGate > 0 && !(cell instanceof LstmSpec)) {
        throw new IllegalArgumentException(
            "a layer of type "
                + cell.type()
                + " has no output gate, outputGate must be 0, was "
                + outputGate);
      }
    }

    @Override
    public String type() {
      return "penalised";
    }
  }

  /**
   * Long short-term memory.
   *
   * @param hidden H, number of units, at least 1
   * @param forgetBias first value of the forget gate's bias; 1 keeps memory open at the start (Gers
   *     et al. 2000)
   * @param chrono longest memory in steps by which the biases of the forget gate are drawn instead,
   *     those of the input gate being their negatives (Tallec &amp; Ollivier 2018), at least 3; 0
   *     for none
   * @param form in what it differs from the plain LSTM
   * @param noise what is left out while training
   */
  record LstmSpec(int hidden, float forgetBias, int chrono, LstmForm form, Noise noise)
      implements LayerSpec {
    public LstmSpec {
      Check.atLeastOne("hidden", hidden);
      Check.finite("forgetBias", forgetBias);
      Chrono.check(chrono);
    }

    /** The plain one. */
    public LstmSpec(int hidden, float forgetBias) {
      this(hidden, forgetBias, 0, LstmForm.PLAIN, Noise.NONE);
    }

    /** The same with other biases at the start. */
    public LstmSpec chrono(int longest) {
      return new LstmSpec(hidden, forgetBias, longest, form, noise);
    }

    /** The same in another form. */
    public LstmSpec form(LstmForm value) {
      return new LstmSpec(hidden, forgetBias, chrono, value, noise);
    }

    /** The same with noise. */
    public LstmSpec noise(Noise value) {
      return new LstmSpec(hidden, forgetBias, chrono, form, value);
    }

    /** Whether it runs as a plain LSTM. */
    public boolean isPlain() {
      return form.equals(LstmForm.PLAIN) && noise.equals(Noise.NONE);
    }

    /** First biases, [1, 4H] or, without an input gate, [1, 3H]. Modified. */
    void fillBiases(Matrix b, Blueprint.Place place) {
      int forget = form.coupled() ? 0 : hidden;
      if (chrono > 0) {
        Chrono.keep(b, forget, hidden, chrono, place.key());
      }
      for (int j = 0; j < hidden; j++) {
        if (chrono == 0) {
          b.set(0, forget + j, forgetBias);
        } else if (!form.coupled()) {
          b.set(0, j, -b.get(0, forget + j));
        }
      }
    }

    @Override
    public String type() {
      return "lstm";
    }

    /** 2 where anything is set that version 1 did not know. */
    @Override
    public int version() {
      return equals(new LstmSpec(hidden, forgetBias)) ? 1 : 2;
    }
  }

  /**
   * A recurrent layer whose sequences begin at a state of its own instead of zero.
   *
   * @param layer an LSTM, GRU, plain RNN or IndRNN
   * @param learned whether that state is trained
   * @param cell value of the cells in it, at first or for good; 0 for a layer without cells
   */
  record InitialState(LayerSpec layer, boolean learned, float cell) implements LayerSpec {
    public InitialState {
      boolean cells = layer instanceof LstmSpec;
      if (!cells
          && !(layer instanceof GruSpec
              || layer instanceof RnnSpec
              || layer instanceof IndRnnSpec)) {
        throw new IllegalArgumentException(
            "only a recurrent layer has an initial state, not one of type " + layer.type());
      }
      Check.finite("cell", cell);
      if (cell != 0 && !cells) {
        throw new IllegalArgumentException(
            "a layer of type " + layer.type() + " has no cells to begin at " + cell);
      }
    }

    @Override
    public String type() {
      return "initial-state";
    }
  }

  /** Where a GRU's reset gate stands. */
  enum Reset {
    /** n = tanh(x·W + r ⊙ (h₋₁·U + b)): as PyTorch and cuDNN have it. */
    AFTER,
    /** n = tanh(x·W + (r ⊙ h₋₁)·U): as Cho et al. (2014) have it. */
    BEFORE
  }

  /**
   * Gated recurrent unit (Cho et al. 2014).
   *
   * @param hidden H, number of units, at least 1
   * @param reset where the reset gate stands
   * @param gates what makes the gates' values
   * @param chrono longest memory in steps by which the biases of the update gate are drawn (Tallec
   *     &amp; Ollivier 2018), at least 3; 0 for biases of 0
   * @param noise what is left out while training; it has no cell to zone out
   */
  record GruSpec(int hidden, Reset reset, GateFunction gates, int chrono, Noise noise)
      implements LayerSpec {
    public GruSpec {
      Check.atLeastOne("hidden", hidden);
      Chrono.check(chrono);
      noise.checkNoCell("a GRU");
    }

    /** Without noise. */
    public GruSpec(int hidden, Reset reset, GateFunction gates, int chrono) {
      this(hidden, reset, gates, chrono, Noise.NONE);
    }

    /** The same with noise. */
    public GruSpec noise(Noise value) {
      return new GruSpec(hidden, reset, gates, chrono, value);
    }

    @Override
    public String type() {
      return "gru";
    }
  }

  /**
   * Plain (Elman) recurrent layer.
   *
   * @param hidden H, number of units, at least 1
   * @param activation tanh or ReLU
   * @param noise what is left out while training; it has no cell to zone out
   */
  record RnnSpec(int hidden, Activation activation, Noise noise) implements LayerSpec {
    public RnnSpec {
      Check.atLeastOne("hidden", hidden);
      noise.checkNoCell("a plain RNN");
      if (!activation.equals(Activation.TANH) && !activation.equals(Activation.RELU)) {
        throw new IllegalArgumentException(
            "activation of a plain RNN must be TANH or RELU, was " + activation.kind());
      }
    }

    /** Without noise. */
    public RnnSpec(int hidden, Activation activation) {
      this(hidden, activation, Noise.NONE);
    }

    /** The same with noise. */
    public RnnSpec noise(Noise value) {
      return new RnnSpec(hidden, activation, value);
    }

    @Override
    public String type() {
      return "rnn";
    }

    /** 2 where anything is set that version 1 did not know. */
    @Override
    public int version() {
      return noise.equals(Noise.NONE) ? 1 : 2;
    }
  }

  /**
   * Independently recurrent layer (Li et al. 2018): each unit has one weight u for its own past,
   * |u| ≤ 2^(1 ∕ horizon), so that what it remembers over that many steps at most doubles.
   *
   * @param hidden H, number of units, at least 1
   * @param activation ReLU or tanh
   * @param horizon T, steps over which a memory may double, at least 1: the length of the sequences
   * @param noise what is left out while training; it has no cell to zone out
   */
  record IndRnnSpec(int hidden, Activation activation, int horizon, Noise noise)
      implements LayerSpec {
    public IndRnnSpec {
      noise.checkNoCell("an IndRNN");
      noise.checkNoMatrix("an IndRNN");
      Check.atLeastOne("hidden", hidden);
      Check.atLeastOne("horizon", horizon);
      if (!activation.equals(Activation.TANH) && !activation.equals(Activation.RELU)) {
        throw new IllegalArgumentException(
            "activation of an IndRNN must be RELU or TANH, was " + activation.kind());
      }
    }

    /** Without noise. */
    public IndRnnSpec(int hidden, Activation activation, int horizon) {
      this(hidden, activation, horizon, Noise.NONE);
    }

    /** The same with noise. */
    public IndRnnSpec noise(Noise value) {
      return new IndRnnSpec(hidden, activation, horizon, value);
    }

    @Override
    public String type() {
      return "indrnn";
    }

    /** 2 where anything is set that version 1 did not know. */
    @Override
    public int version() {
      return noise.equals(Noise.NONE) ? 1 : 2;
    }
  }

  /**
   * Dense layer, the same at every step.
   *
   * @param units O, number of outputs, at least 1
   * @param activation applied to each output
   */
  record DenseSpec(int units, Activation activation) implements LayerSpec {
    public DenseSpec {
      Check.atLeastOne("units", units);
    }

    @Override
    public String type() {
      return "dense";
    }
  }

  /**
   * An activation as a layer of its own.
   *
   * @param activation applied to each element, or to each row
   */
  record ActivationSpec(Activation activation) implements LayerSpec {
    @Override
    public String type() {
      return "activation";
    }
  }

  /**
   * A vector for each token id (Bengio et al. 2003): as many rows as the input has columns.
   *
   * @param size O, numbers of a vector, at least 1
   * @param padding the id that stands for nothing: its vector is zero and stays so; empty if there
   *     is none
   * @param frozen whether the vectors are held fixed
   * @param dropout share of the ids whose vector is zero while training, drawn once a batch; the
   *     rest count 1 ∕ (1 − share) as much (Gal &amp; Ghahramani 2016)
   */
  record EmbeddingSpec(int size, OptionalInt padding, boolean frozen, float dropout)
      implements LayerSpec {
    public EmbeddingSpec {
      if (!(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException(
            "dropout of an embedding must be at least 0 and below 1, was " + dropout);
      }
      Check.atLeastOne("size", size);
      if (padding.isPresent() && padding.getAsInt() < 0) {
        throw new IllegalArgumentException(
            "padding must be an id from 0 on, was " + padding.getAsInt());
      }
    }

    /** Without padding, learned. */
    public EmbeddingSpec(int size) {
      this(size, OptionalInt.empty(), false);
    }

    /** With every vector in use. */
    public EmbeddingSpec(int size, OptionalInt padding, boolean frozen) {
      this(size, padding, frozen, 0);
    }

    /** The same with a share of the vectors out of use while training. */
    public EmbeddingSpec dropout(float share) {
      return new EmbeddingSpec(size, padding, frozen, share);
    }

    @Override
    public String type() {
      return "embedding";
    }
  }

  /**
   * The vectors of a column of names.
   *
   * @param column of the input, from 0: it holds 1 for the first name and so on, anything else for
   *     an unknown one
   * @param names how many there are, at least 1; the table has a row more, the first one, for
   *     unknown names
   * @param size numbers of a vector, at least 1
   */
  record EmbeddedColumn(int column, int names, int size) {
    private static final int MOST_NAMES = (1 << 24) - 1;

    public EmbeddedColumn {
      if (column < 0) {
        throw new IllegalArgumentException("column must be at least 0, was " + column);
      }
      if (names < 1 || names > MOST_NAMES) {
        throw new IllegalArgumentException(
            "names must be 1 to " + MOST_NAMES + ", as float32 counts them, was " + names);
      }
      Check.atLeastOne("size", size);
    }
  }

  /**
   * Some columns of names as vectors that are learned, in the place where the column stood; all
   * other columns pass (entity embeddings, Guo &amp; Berkhahn 2016).
   *
   * @param tables one a column, in the order of the columns, at least one
   */
  record EmbeddedColumnsSpec(List<EmbeddedColumn> tables) implements LayerSpec {
    public EmbeddedColumnsSpec {
      tables = List.copyOf(tables);
      if (tables.isEmpty()) {
        throw new IllegalArgumentException("embedded columns need at least one table");
      }
      for (int i = 1; i < tables.size(); i++) {
        if (tables.get(i).column() <= tables.get(i - 1).column()) {
          throw new IllegalArgumentException(
              "the columns of tables must rise, were "
                  + tables.stream().map(EmbeddedColumn::column).toList());
        }
      }
    }

    /** Of each column that comes out, the column of {@code inputs} ones that it is made of. */
    public int[] origins(int inputs) {
      List<Integer> origins = new ArrayList<>();
      int next = 0; // table
      for (int column = 0; column < inputs; column++) {
        boolean embedded = next < tables.size() && tables.get(next).column() == column;
        origins.addAll(Collections.nCopies(embedded ? tables.get(next++).size() : 1, column));
      }
      return origins.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String type() {
      return "embedded-columns";
    }
  }

  /**
   * Layer normalisation (Ba et al. 2016).
   *
   * @param epsilon added to the variance, above 0; 1e−5 is usual
   */
  record LayerNormSpec(float epsilon) implements LayerSpec {
    public LayerNormSpec {
      if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("epsilon must be above 0 and finite, was " + epsilon);
      }
    }

    @Override
    public String type() {
      return "layer-norm";
    }
  }

  /** How the steps of a sequence become one. */
  enum Pool {
    /** The mean of each column. */
    MEAN,
    /** The largest of each column. */
    MAX
  }

  /**
   * Pooling over time: one row a sequence.
   *
   * @param over mean or maximum
   */
  record TimePoolSpec(Pool over) implements LayerSpec {
    @Override
    public String type() {
      return "pool";
    }
  }

  /**
   * Pooling over time by attention: each step's weight follows from how well it answers a learned
   * query (Yang et al. 2016).
   *
   * @param size A, units that compare a step with the query, at least 1
   */
  record AttentionPoolSpec(int size) implements LayerSpec {
    public AttentionPoolSpec {
      Check.atLeastOne("size", size);
    }

    @Override
    public String type() {
      return "attention-pool";
    }
  }

  /**
   * All steps of a sequence in one row.
   *
   * @param steps how many each sequence has, at least 1
   */
  record FlattenSpec(int steps) implements LayerSpec {
    public FlattenSpec {
      Check.atLeastOne("steps", steps);
    }

    @Override
    public String type() {
      return "flatten";
    }
  }

  /**
   * The numbers of a sequence, step by step, cut into rows of another width.
   *
   * @param columns O, at least 1; a sequence's numbers must be a multiple of it
   */
  record ReshapeSpec(int columns) implements LayerSpec {
    public ReshapeSpec {
      Check.atLeastOne("columns", columns);
    }

    @Override
    public String type() {
      return "reshape";
    }
  }

  /**
   * The last step of each sequence at every step.
   *
   * @param steps that all sequences are given; 0 for as many as each has
   */
  record RepeatSpec(int steps) implements LayerSpec {
    public RepeatSpec {
      if (steps < 0) {
        throw new IllegalArgumentException("steps must be at least 0, was " + steps);
      }
    }

    /** Whether each sequence keeps its own length. */
    boolean ownLength() {
      return steps == 0;
    }

    @Override
    public String type() {
      return "repeat";
    }
  }

  /**
   * Inverted dropout (Srivastava et al. 2014): while training, each unit is dropped with this
   * probability and the rest are scaled by 1 ∕ (1 − rate); otherwise the layer does nothing.
   *
   * @param rate share dropped, at least 0 and below 1
   * @param wholeSequence whether a sequence has one mask for all its steps (Gal &amp; Ghahramani
   *     2016) instead of one a step
   */
  record DropoutSpec(float rate, boolean wholeSequence) implements LayerSpec {
    /** With a mask a step. */
    public DropoutSpec(float rate) {
      this(rate, false);
    }

    public DropoutSpec {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException(
            "dropout rate must be at least 0 and below 1, was " + rate);
      }
    }

    @Override
    public String type() {
      return "dropout";
    }

    /** 2 where anything is set that version 1 did not know. */
    @Override
    public int version() {
      return wholeSequence ? 2 : 1;
    }
  }

  /**
   * Keeps the last steps of every sequence; a shorter sequence keeps all it has.
   *
   * @param count how many steps are kept, at least 1
   */
  record LastStepsSpec(int count) implements LayerSpec {
    public LastStepsSpec {
      Check.atLeastOne("count", count);
    }

    @Override
    public String type() {
      return "last-steps";
    }
  }
}
