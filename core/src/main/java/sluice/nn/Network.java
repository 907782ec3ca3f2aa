package sluice.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Steps;

/**
 * A network of layers: sizes and weights, shared by any number of passes.
 *
 * <p>It ends with hidden states or outputs, not with a loss: a head stands on top of it. Read-only
 * while it serves.
 *
 * <p>The state of a sequence is one row of {@link #stateLength()} floats: the layers' states one
 * after the other, from the bottom up (an LSTM's is h, then c; an RNN's is h).
 */
public final class Network {
  private final LayerSpec spec;
  private final Layer root;
  private final List<Weight> weights;

  private Network(LayerSpec spec, Layer root) {
    this.spec = spec;
    this.root = root;
    this.weights = List.copyOf(root.weights());
  }

  /**
   * A network with fresh weights.
   *
   * @param inputSize columns of the input, at least 1
   * @param spec its layers
   * @param seed from which all first values follow
   */
  public static Network create(int inputSize, LayerSpec spec, long seed) {
    Check.atLeastOne("inputSize", inputSize);
    return new Network(spec, new Blueprint(seed).build(spec, inputSize));
  }

  /** What it is made of. */
  public LayerSpec spec() {
    return spec;
  }

  /** The layers that stand one above the other, from the input on. */
  public List<NamedLayer> layers() {
    return Unstacked.of(root).named();
  }

  /**
   * The first of its {@link #layers()} as a network of their own, with the same weights.
   *
   * @param count how many, at least 1
   */
  public Network upTo(int count) {
    Layer first = Unstacked.of(root).upTo(count);
    return new Network(first.spec(), first);
  }

  /** The layers above the first {@code count}, likewise; at least one must be left. */
  public Network above(int count) {
    Layer rest = Unstacked.of(root).above(count);
    return new Network(rest.spec(), rest);
  }

  /** The embedded columns that the network begins with, as a network of their own. */
  public Optional<Network> vectors() {
    return layers().getFirst().spec() instanceof LayerSpec.EmbeddedColumnsSpec
        ? Optional.of(upTo(1))
        : Optional.empty();
  }

  /** The same network, of each sequence only the last step that it gives. */
  public Network lastStep() {
    Layer cut = Unstacked.lastStep(root);
    return new Network(cut.spec(), cut);
  }

  /** The same network with the same weights, whose passes are told to somebody leaf by leaf. */
  public Network watched(LayerWatch watch) {
    Layer watched = WatchedLayer.of(root, watch);
    return new Network(watched.spec(), watched);
  }

  /**
   * The weights that columns of the input are multiplied by first, [I, …] each: several where
   * layers stand side by side, none where no layer multiplies or one relabels the columns before.
   * Above {@link #vectors} it is their columns.
   */
  public List<Weight> inputWeights() {
    return InputWeights.of(root);
  }

  /** I: columns of its input. */
  public int inputSize() {
    return root.inputSize();
  }

  /** O: columns of its output. */
  public int outputSize() {
    return root.outputSize();
  }

  /** All weights, bottom layer first: the order of files and of {@code weights_sha256}. */
  public List<Weight> weights() {
    return weights;
  }

  /** Number of values in all weights. */
  public long parameters() {
    return weights.stream().mapToLong(Weight::size).sum();
  }

  /** Floats of state that a sequence carries. */
  public int stateLength() {
    return root.stateLength();
  }

  /** The recurrent layers, of which a probe hears, bottom layer first. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    root.addCells(0, false, cells);
    return List.copyOf(cells);
  }

  /** Steps that come out for a sequence of so many. */
  public long lengthAfter(long steps) {
    return root.lengthAfter(steps);
  }

  /** The largest batch that comes out for batches of up to a capacity. */
  public Capacity capacityAfter(Capacity capacity) {
    return root.capacityAfter(capacity);
  }

  /**
   * Why sequences must come whole, never step by step or in pieces with carried states; empty if
   * they need not.
   */
  public Optional<String> needsWholeSequences() {
    return root.needsWholeSequences();
  }

  /** Throws if sequences must come whole. */
  public void checkStepByStep() {
    needsWholeSequences()
        .ifPresent(why -> {
          throw new IllegalStateException(
              "this network cannot go step by step or in pieces: " + why);
        });
  }

  /**
   * Bytes that a pass of this capacity holds, about; the packed weights in it are one copy for all
   * passes that only predict.
   */
  public long passBytes(Capacity capacity, boolean training) {
    long ends = training ? (long) capacity.sequences() * stateLength() : 0;
    return Float.BYTES * (root.passFloats(capacity, training) + ends);
  }

  /** Buffers for passes of up to the given capacity. */
  public Pass pass(PassSettings settings) {
    return new Pass(settings);
  }

  /** One run through the whole network; see {@link Layer.Pass}. One thread at a time. */
  public final class Pass {
    private final Layer.Pass pass;
    private final PassSettings settings;
    private final boolean goesBack; // something learns, or the input's gradient is asked for
    private final Matrix noEndGradient; // [B, S], zero
    private final Steps oneStep;
    private Optional<Slots> checkedSlots = Optional.empty(); // made at the first step
    private Optional<KeySteps> manyKeys = Optional.empty(); // made at the first step of many

    private Pass(PassSettings settings) {
      this.settings = settings;
      pass = root.pass(settings);
      goesBack = !settings.training() || settings.inputGradient() || settings.learns(root);
      int sequences = settings.capacity().sequences();
      noEndGradient = Matrix.of(settings.training() ? sequences : 0, stateLength());
      oneStep = new Steps(1, sequences);
    }

    /**
     * Runs over a batch: [N, I] to [N′, O], laid out as {@link #steps()} says; valid until the next
     * forward.
     */
    public Matrix forward(Input x, Steps steps) {
      check(x, steps.rows());
      return pass.forward(x, steps);
    }

    private void check(Input x, int rows) {
      if (x.rows() != rows || x.width() != inputSize()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the input is [%d, %d], needs [%d, %d]",
                x.rows(),
                x.width(),
                rows,
                inputSize()));
      }
    }

    /**
     * Takes the gradient of the output back; the final state has none. Returns that of the input,
     * [N, I], which is undefined where it was not asked for; does nothing at all where nothing
     * learns.
     */
    public Matrix backward(Matrix dy) {
      return backward(dy, noEndGradient);
    }

    /** Takes the gradients of the output and of the final state, [B, stateLength], back. */
    public Matrix backward(Matrix dy, Matrix endGradient) {
      return goesBack ? pass.backward(dy, endGradient) : Matrix.EMPTY;
    }

    /**
     * What the last forward of a training pass asks of the layers' outputs beside the loss; 0
     * without {@link LayerSpec.Penalised}. Backward adds its gradient, times {@link
     * Gradients#lossWeight()}.
     */
    public double penalty() {
      return pass.penalty();
    }

    /** How the rows of the output lie. */
    public Steps steps() {
      return pass.steps();
    }

    /** The initial states, [B, stateLength], by position; zero at first. Fill before forward. */
    public Matrix start() {
      return pass.start();
    }

    /** The final states after forward, [B, stateLength], by position. */
    public Matrix end() {
      return pass.end();
    }

    /** The gradient of the initial states after backward, [B, stateLength]. */
    public Matrix startGradient() {
      return pass.startGradient();
    }

    /**
     * Advances many keys by one step, each bit for bit as if alone.
     *
     * <p>Any number of threads may do so at once in one slab, each with a pass of its own and other
     * keys.
     *
     * @param slab states of all keys, one row of stateLength floats a slot. Modified
     * @param slots slot of each row of the input, all different
     * @param input one row a key
     * @return one row a key; valid until the next call
     */
    public Matrix step(float[] slab, int[] slots, Input input) {
      int count = input.rows();
      check(input, count);
      Steps steps = oneStep.setEqual(1, count);
      if (checkedSlots.isEmpty()) {
        checkStepByStep();
        checkedSlots = Optional.of(new Slots(settings.capacity().sequences(), stateLength()));
      }
      checkedSlots.get().check(slots, count, slab);
      if (count > KeySteps.BLOCK && !settings.training() && settings.probe().equals(Probe.NONE)) {
        if (manyKeys.isEmpty()) {
          manyKeys = Optional.of(new KeySteps(root, settings));
        }
        return manyKeys.get().step(slab, slots, input);
      }
      KeySteps.gather(slab, slots, 0, count, start());
      Matrix output = pass.forward(input, steps);
      KeySteps.scatter(end(), slab, slots, 0, count);
      Arrays.fill(start().data(), start().at(0), start().at(count), 0);
      return output;
    }
  }
}
