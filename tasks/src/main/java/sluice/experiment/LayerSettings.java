package sluice.experiment;

import java.util.List;
import java.util.Optional;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;

/** One layer of the network. */
public sealed interface LayerSettings {
  /**
   * Long short-term memory.
   *
   * @param hidden units
   * @param forgetBias the forget gate's bias at the start
   * @param chrono longest memory by which the biases are drawn instead
   * @param peepholes whether the gates see the cell state
   * @param coupled whether the input gate is what the forget gate leaves
   * @param projection numbers to which h is projected
   * @param layerNorm whether sums and cell state are normalised
   * @param gates what makes the gates' values
   * @param noise what is left out while training
   * @param penalty what is asked of its outputs beside the loss
   * @param initialState where a sequence begins
   * @param initialCell value of its cells there
   */
  @Help("long short-term memory")
  @Shorthand
  record Lstm(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("the forget gate's bias at the start; above 0 it remembers from the first step")
          @Default("1")
          @Range(min = -100, max = 100)
          double forgetBias,
      @Help("instead draws the biases of both gates for memories of up to so many steps")
          @Range(min = 3, max = 1_000_000_000)
          Optional<Integer> chrono,
      @Help("gates see the cell state, each unit its own") @Default("false") boolean peepholes,
      @Help("one gate to forget and to write: i = 1 − f") @Default("false") boolean coupled,
      @Help("projects what is handed on to so many numbers") @Range(min = 1, max = 65_536)
          Optional<Integer> projection,
      @Help("normalises the sums of the gates and the cell state over the units") @Default("false")
          boolean layerNorm,
      @Help("what makes the gates' values") @Default("sigmoid") Gates gates,
      @Help("what is left out while training") Noise noise,
      @Help("what is asked of its outputs beside the loss, while training") AskedOfLstm penalty,
      @Help("where each sequence begins: at 0, or where training leads") @Default("zero")
          Initial initialState,
      @Help("first value of the cells, at the start of training or for good")
          @Default("0")
          @Range(min = -100, max = 100)
          double initialCell)
      implements LayerSettings {
    /** The plain one. */
    Lstm(int hidden, double forgetBias) {
      this(
          hidden,
          forgetBias,
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          false,
          Gates.SIGMOID,
          new Noise(0, 0, 0, 0, 0),
          new AskedOfLstm(0, 0, 0),
          Initial.ZERO,
          0);
    }
  }

  /**
   * What a recurrence without cells leaves out while training.
   *
   * @param recurrentDropout share of the candidates that write nothing at a step
   * @param stateDropout share of h that no step sees
   * @param zoneoutHidden share of h that stays as it is at a step
   * @param weightDrop share of the recurrent weights that are not used
   */
  record StateNoise(
      @Help("share of the candidates that write nothing, drawn at every step (Semeniuta et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double recurrentDropout,
      @Help("share of h that the next step does not see, one mask a sequence (Gal & Ghahramani)")
          @Default("0")
          @Range(min = 0, below = 1)
          double stateDropout,
      @Help("share of h that keeps its old value, drawn at every step (Krueger et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double zoneoutHidden,
      @Help(
              "share of the recurrent weights that are not used, one mask a batch (DropConnect;"
                  + " Merity et al. 2018)")
          @Default("0")
          @Range(min = 0, below = 1)
          double weightDrop) {
    static final StateNoise NONE = new StateNoise(0, 0, 0, 0);
  }

  /**
   * What a recurrence without cells and without a matrix leaves out while training.
   *
   * @param recurrentDropout share of the candidates that write nothing at a step
   * @param stateDropout share of h that no step sees
   * @param zoneoutHidden share of h that stays as it is at a step
   */
  record UnitNoise(
      @Help("share of the candidates that write nothing, drawn at every step (Semeniuta et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double recurrentDropout,
      @Help("share of h that the next step does not see, one mask a sequence (Gal & Ghahramani)")
          @Default("0")
          @Range(min = 0, below = 1)
          double stateDropout,
      @Help("share of h that keeps its old value, drawn at every step (Krueger et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double zoneoutHidden) {}

  /**
   * What a recurrence leaves out while training.
   *
   * @param recurrentDropout share of the candidates that write nothing at a step
   * @param stateDropout share of h that no step sees
   * @param zoneoutCell share of the cells that stay as they are at a step
   * @param zoneoutHidden the same of h
   * @param weightDrop share of the recurrent weights that are not used
   */
  record Noise(
      @Help("share of the candidates that write nothing, drawn at every step (Semeniuta et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double recurrentDropout,
      @Help("share of h that the next step does not see, one mask a sequence (Gal & Ghahramani)")
          @Default("0")
          @Range(min = 0, below = 1)
          double stateDropout,
      @Help("share of the cells that keep their old value, drawn at every step (Krueger et al.)")
          @Default("0")
          @Range(min = 0, below = 1)
          double zoneoutCell,
      @Help("the same of h") @Default("0") @Range(min = 0, below = 1) double zoneoutHidden,
      @Help(
              "share of the recurrent weights that are not used, one mask a batch (DropConnect;"
                  + " Merity et al. 2018)")
          @Default("0")
          @Range(min = 0, below = 1)
          double weightDrop) {}

  /**
   * What is asked of an LSTM beside the loss.
   *
   * @param outputGate strength of the mean of its output gates
   * @param activation strength of the mean square of h
   * @param change strength of the mean square of h's change from step to step
   */
  record AskedOfLstm(
      @Help("times the mean of the output gates (L1): only what is needed speaks; 1e-4 is usual")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double outputGate,
      @Help("times the mean of h² (AR, Merity et al. 2017); 2 is usual for words")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double activation,
      @Help("times the mean of (h − h₋₁)² (TAR, Merity et al. 2017); 1 is usual for words")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double change) {}

  /**
   * What is asked of another recurrent layer beside the loss.
   *
   * @param activation strength of the mean square of h
   * @param change strength of the mean square of h's change from step to step
   */
  record Asked(
      @Help("times the mean of h² (AR, Merity et al. 2017); 2 is usual for words")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double activation,
      @Help("times the mean of (h − h₋₁)² (TAR, Merity et al. 2017); 1 is usual for words")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double change) {
    static final Asked NOTHING = new Asked(0, 0);
  }

  /**
   * Gated recurrent unit.
   *
   * @param hidden units
   * @param reset whether the reset gate stands after the product with h or before it
   * @param gates what makes the gates' values
   * @param chrono longest memory by which the update gate's biases are drawn
   * @param noise what is left out while training
   * @param penalty what is asked of its outputs beside the loss
   * @param initialState where a sequence begins
   */
  @Help("gated recurrent unit")
  @Shorthand
  record Gru(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("where the reset gate stands: after the product with h (as PyTorch) or before it")
          @Default("after")
          Reset reset,
      @Help("what makes the gates' values") @Default("sigmoid") Gates gates,
      @Help("draws the update gate's biases for memories of up to so many steps")
          @Range(min = 3, max = 1_000_000_000)
          Optional<Integer> chrono,
      @Help("what is left out while training") StateNoise noise,
      @Help("what is asked of its outputs beside the loss, while training") Asked penalty,
      @Help("where each sequence begins: at 0, or where training leads") @Default("zero")
          Initial initialState)
      implements LayerSettings {}

  /**
   * A plain recurrent layer.
   *
   * @param hidden units
   * @param activation of the units
   * @param noise what is left out while training
   * @param penalty what is asked of its outputs beside the loss
   * @param initialState where a sequence begins
   */
  @Help("plain recurrent layer (Elman)")
  @Shorthand
  record Rnn(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("of the units") @Default("tanh") Recurrent activation,
      @Help("what is left out while training") StateNoise noise,
      @Help("what is asked of its outputs beside the loss, while training") Asked penalty,
      @Help("where each sequence begins: at 0, or where training leads") @Default("zero")
          Initial initialState)
      implements LayerSettings {
    /** One that begins at 0. */
    Rnn(int hidden, Recurrent activation) {
      this(hidden, activation, StateNoise.NONE, Asked.NOTHING, Initial.ZERO);
    }
  }

  /**
   * An independently recurrent layer.
   *
   * @param hidden units
   * @param activation of the units
   * @param horizon steps over which a memory at most doubles
   * @param noise what is left out while training
   * @param penalty what is asked of its outputs beside the loss
   * @param initialState where a sequence begins
   */
  @Help("independently recurrent layer: each unit sees its own past only")
  @Shorthand
  record Indrnn(
      @Help("units") @Default("64") @Range(min = 1, max = 65_536) int hidden,
      @Help("of the units") @Default("relu") Recurrent activation,
      @Help("steps over which a unit's memory may at most double: the length of the sequences")
          @Default("100")
          @Range(min = 1, max = 1_000_000_000)
          int horizon,
      @Help("what is left out while training") UnitNoise noise,
      @Help("what is asked of its outputs beside the loss, while training") Asked penalty,
      @Help("where each sequence begins: at 0, or where training leads") @Default("zero")
          Initial initialState)
      implements LayerSettings {}

  /**
   * A dense layer, the same at every step.
   *
   * @param units outputs
   * @param activation of the outputs
   */
  @Help("dense layer, the same at every step")
  @Shorthand
  record Dense(
      @Help("outputs") @Default("64") @Range(min = 1, max = 65_536) int units,
      @Help("of the outputs") @Default("tanh") ActivationSettings activation)
      implements LayerSettings {}

  /**
   * An activation as a layer of its own.
   *
   * @param function which
   */
  @Help("an activation as a layer of its own")
  @Shorthand
  record Activation(@Help("which") @Default("relu") ActivationSettings function)
      implements LayerSettings {}

  /**
   * A vector for each category.
   *
   * @param size numbers of a vector
   * @param padding the category that stands for nothing
   * @param frozen whether the vectors are held fixed
   * @param dropout share of the ids whose vector is zero while training
   */
  @Help("a vector for each id, or for each column of one-hot input (Bengio 2003)")
  @Shorthand
  record Embedding(
      @Help("numbers of a vector") @Default("16") @Range(min = 1, max = 65_536) int size,
      @Help("id that stands for nothing: its vector is zero and stays so")
          @Range(min = 0, max = 1_000_000_000)
          Optional<Integer> padding,
      @Help("holds the vectors as they are at the start") @Default("false") boolean frozen,
      @Help("share of the ids whose vector is zero while training, drawn once a batch (Gal 2016)")
          @Default("0")
          @Range(min = 0, below = 1)
          double dropout)
      implements LayerSettings {}

  /**
   * Layer normalisation.
   *
   * @param epsilon added to the variance
   */
  @Help("each row with mean 0 and variance 1, then a learned scale and shift (Ba 2016)")
  @Shorthand
  record LayerNorm(
      @Help("added to the variance") @Default("0.00001") @Range(above = 0, max = 1) double epsilon)
      implements LayerSettings {}

  /** The mean over the steps of a sequence. */
  @Help("one row a sequence: the mean over its steps")
  record MeanPool() implements LayerSettings {}

  /** The largest over the steps of a sequence. */
  @Help("one row a sequence: the largest of each column over its steps")
  record MaxPool() implements LayerSettings {}

  /**
   * The steps of a sequence, weighted.
   *
   * @param size units that compare a step with the query
   */
  @Help("one row a sequence: its steps weighted by a learned query (Yang 2016)")
  @Shorthand
  record AttentionPool(
      @Help("units that compare a step with the query") @Default("32") @Range(min = 1, max = 65_536)
          int size)
      implements LayerSettings {}

  /**
   * The last steps of a sequence.
   *
   * @param count how many
   */
  @Help("the last steps of a sequence; the last layer's are taken by the task itself")
  @Shorthand
  record LastSteps(@Help("how many") @Default("1") @Range(min = 1, max = 1_000_000) int count)
      implements LayerSettings {}

  /**
   * All steps of a sequence in one row.
   *
   * @param steps how many each has
   */
  @Help("all steps of a sequence in one row; all sequences must have as many")
  @Shorthand
  record Flatten(@Help("steps of each") @Range(min = 1, max = 1_000_000) int steps)
      implements LayerSettings {}

  /**
   * The numbers of a sequence in rows of another width.
   *
   * @param columns of the rows
   */
  @Help("the numbers of a sequence, step by step, in rows of another width")
  @Shorthand
  record Reshape(@Help("columns of the rows") @Range(min = 1, max = 65_536) int columns)
      implements LayerSettings {}

  /**
   * The last step of a sequence at every step.
   *
   * @param steps that all sequences are given
   */
  @Help("the last step of each sequence at every step: for a decoder behind a code of the whole")
  @Shorthand
  record Repeat(
      @Help("how many steps; without, as many as the sequence has") @Range(min = 1, max = 1_000_000)
          Optional<Integer> steps)
      implements LayerSettings {}

  /**
   * Layers one above the other, where one is asked for.
   *
   * @param layers from the input on
   */
  @Help("layers one above the other, as one part of another layer")
  @Shorthand
  record Stack(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 100)
          List<LayerSettings> layers)
      implements LayerSettings {
    /** Copies the list. */
    public Stack {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers, and the same kinds of layers once more that read backwards.
   *
   * @param layers from the input on
   * @param join how both outputs become one
   */
  @Help("layers, and as many that read each sequence from its end (Schuster 1997)")
  @Shorthand
  record Bidirectional(
      @Help("from the input on; each way has weights of its own")
          @Default("[{lstm: {hidden: 64}}]")
          @Range(min = 1, max = 100)
          List<LayerSettings> layers,
      @Help("both outputs side by side, added, or their mean") @Default("concat") Join join)
      implements LayerSettings {
    /** Copies the list. */
    public Bidirectional {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers that read backwards.
   *
   * @param layers from the input on
   */
  @Help("layers that read each sequence from its end; outputs stand in its own order")
  @Shorthand
  record Reversed(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 100)
          List<LayerSettings> layers)
      implements LayerSettings {
    /** Copies the list. */
    public Reversed {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers whose input is added to their output.
   *
   * @param layers from the input on
   */
  @Help("layers whose input is added to their output, which has as many columns (He 2016)")
  @Shorthand
  record Residual(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 100)
          List<LayerSettings> layers)
      implements LayerSettings {
    /** Copies the list. */
    public Residual {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers whose weights begin otherwise than by default.
   *
   * @param layers from the input on
   * @param weights of what reads a layer's input
   * @param recurrent of what reads a layer's own past
   * @param biases of biases, but a forget gate's and chrono's
   */
  @Help("layers whose weights begin otherwise than by default: uniform, by the number of units")
  @Shorthand
  record Initialised(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 100)
          List<LayerSettings> layers,
      @Help("of what reads a layer's input") @Unset("default")
          Optional<InitialiserSettings> weights,
      @Help("of what reads a layer's own past") @Unset("default")
          Optional<InitialiserSettings> recurrent,
      @Help("of biases, but a forget gate's and chrono's") @Unset("default")
          Optional<InitialiserSettings> biases)
      implements LayerSettings {
    /** Copies the list. */
    public Initialised {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers of whose outputs something is asked beside the loss.
   *
   * @param layers from the input on
   * @param activation strength of the mean square of what they give
   * @param change strength of the mean square of its change from step to step
   */
  @Help("any layers that are asked, while training, for small outputs, or such that change little")
  @Shorthand
  record Penalised(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 100)
          List<LayerSettings> layers,
      @Help("times the mean square of what they give (AR, Merity et al. 2017)")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double activation,
      @Help("times the mean square of its change from step to step (TAR, Merity et al. 2017)")
          @Default("0")
          @Range(min = 0, max = 1_000_000)
          double change)
      implements LayerSettings {
    /** Copies the list. */
    public Penalised {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers that read the same, side by side.
   *
   * @param layers the parts
   * @param join how their outputs become one
   */
  @Help("layers that read the same, side by side")
  @Shorthand
  record Parallel(
      @Help("one part each; several layers above each other are a stack")
          @Default("[{lstm: {hidden: 64}}]")
          @Range(min = 1, max = 100)
          List<LayerSettings> layers,
      @Help("outputs side by side, added, or their mean") @Default("concat") Join join)
      implements LayerSettings {
    /** Copies the list. */
    public Parallel {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Layers one above the other that all read the input too.
   *
   * @param layers from the input on
   */
  @Help("layers one above the other, each of which also reads the input of the first (Graves 2013)")
  @Shorthand
  record InputOnEvery(
      @Help("from the input on") @Default("[{lstm: {hidden: 64}}]") @Range(min = 1, max = 20)
          List<LayerSettings> layers)
      implements LayerSettings {
    /** Copies the list. */
    public InputOnEvery {
      layers = List.copyOf(layers);
    }
  }

  /** How outputs side by side become one. */
  enum Join {
    /** One after the other. */
    CONCAT,
    /** Added. */
    SUM,
    /** Their mean. */
    MEAN
  }

  /**
   * Dropout: while training, a share of the values is set to 0 and the others are raised to make
   * up.
   *
   * @param rate the share
   * @param wholeSequence whether one mask holds for all steps of a sequence
   */
  @Help("while training, sets a share of the values to 0 and raises the others to make up")
  @Shorthand
  record Dropout(
      @Help("the share") @Default("0.1") @Range(min = 0, below = 1) double rate,
      @Help("one mask for all steps of a sequence (Gal & Ghahramani) instead of one a step")
          @Default("false")
          boolean wholeSequence)
      implements LayerSettings {
    /** With a mask a step. */
    Dropout(double rate) {
      this(rate, false);
    }
  }

  /** Where the sequences of a recurrent layer begin. */
  enum Initial {
    /** At a state of zeros. */
    ZERO,
    /** At a state that is trained. */
    LEARNED
  }

  /** Where a GRU's reset gate stands. */
  enum Reset {
    /** After the product with h. */
    AFTER,
    /** Before the product with h. */
    BEFORE
  }

  /** What makes the values of gates. */
  enum Gates {
    /** Logistic function. */
    SIGMOID,
    /** A line from 0 at −3 to 1 at 3. */
    HARD_SIGMOID
  }

  /** What a plain recurrent unit does with its sum. */
  enum Recurrent {
    /** Hyperbolic tangent. */
    TANH,
    /** The positive part. */
    RELU
  }
}
