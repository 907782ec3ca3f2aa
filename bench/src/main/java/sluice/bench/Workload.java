package sluice.bench;

/**
 * The work that engines are timed on, float32: six training steps and three inferences.
 *
 * <p>A training step is forward, loss, full back-propagation through time and the optimiser. Losses
 * are means over all that is predicted. Weights, inputs and targets come from {@link Data}, the
 * same for every engine.
 */
public enum Workload {
  /** A small deep classifier, three layers: short products, many calls. */
  C1(
      new Stack(3, 30),
      new Batch(32, 10),
      new Inputs.Numbers(2),
      new Goal.ClassAtEnd(2),
      new Job.Adam(1e-3f)),
  /** A language model of characters, as in many a tutorial. */
  C2(
      new Stack(1, 256),
      new Batch(32, 35),
      new Inputs.OneHot(28),
      new Goal.ClassAtEachStep(28),
      new Job.Sgd(1, 1)),
  /** The small language model of words of Zaremba et al. (2014). */
  C3(
      new Stack(2, 200),
      new Batch(20, 20),
      new Inputs.Embedding(10_000, 200),
      new Goal.ClassAtEachStep(10_000),
      new Job.Sgd(1, 5)),
  /** Their medium one, without dropout. */
  C4(
      new Stack(2, 650),
      new Batch(20, 35),
      new Inputs.Embedding(10_000, 650),
      new Goal.ClassAtEachStep(10_000),
      new Job.Sgd(1, 5)),
  /** A forecaster: a week of hours in, a day out. */
  C5(
      new Stack(2, 64),
      new Batch(128, 168),
      new Inputs.Numbers(8),
      new Goal.NumbersAtEnd(24),
      new Job.Adam(1e-3f)),
  /** One large layer alone: gradients of its weights and of its input, no head, no optimiser. */
  C6(
      new Stack(1, 1024),
      new Batch(64, 50),
      new Inputs.Numbers(1024),
      new Goal.HiddenStates(),
      new Job.Gradients()),
  /** One series through a forecaster's layers. */
  I1(
      new Stack(2, 64),
      new Batch(1, 168),
      new Inputs.Numbers(8),
      new Goal.HiddenStates(),
      new Job.Predict()),
  /** The same for 256 series at once. */
  I2(
      new Stack(2, 64),
      new Batch(256, 168),
      new Inputs.Numbers(8),
      new Goal.HiddenStates(),
      new Job.Predict()),
  /** One time step of one sequence; the state is carried from call to call. */
  I3(
      new Stack(1, 256),
      new Batch(1, 1),
      new Inputs.Numbers(256),
      new Goal.HiddenStates(),
      new Job.Advance());

  private final Stack stack;
  private final Batch batch;
  private final Inputs inputs;
  private final Goal goal;
  private final Job job;

  Workload(Stack stack, Batch batch, Inputs inputs, Goal goal, Job job) {
    this.stack = stack;
    this.batch = batch;
    this.inputs = inputs;
    this.goal = goal;
    this.job = job;
  }

  /** The LSTM layers. */
  public Stack stack() {
    return stack;
  }

  /** Sequences and their length. */
  public Batch batch() {
    return batch;
  }

  /** What the first layer reads. */
  public Inputs inputs() {
    return inputs;
  }

  /** What comes out. */
  public Goal goal() {
    return goal;
  }

  /** What is done. */
  public Job job() {
    return job;
  }

  /** N: rows of all steps together. */
  public int rows() {
    return batch.sequences() * batch.steps();
  }

  /** Rows that have a prediction: all, or the last step's. */
  public int goalRows() {
    return goal instanceof Goal.ClassAtEnd || goal instanceof Goal.NumbersAtEnd
        ? batch.sequences()
        : rows();
  }

  /** Whether weights change or gradients are taken. */
  public boolean training() {
    return !(job instanceof Job.Predict || job instanceof Job.Advance);
  }

  /**
   * LSTM layers one above the other.
   *
   * @param layers how many
   * @param hidden H, units of each
   */
  public record Stack(int layers, int hidden) {}

  /**
   * Sequences of equal length.
   *
   * @param sequences B
   * @param steps T
   */
  public record Batch(int sequences, int steps) {}

  /** What the first layer reads. */
  public sealed interface Inputs {
    /** I: columns that the first LSTM layer sees. */
    int width();

    /** Rows of numbers. */
    record Numbers(int width) implements Inputs {}

    /** Symbols, each a column of its own; an engine may look them up instead. */
    record OneHot(int width) implements Inputs {}

    /** Words, each with a trained vector of {@code width} numbers. */
    record Embedding(int words, int width) implements Inputs {}
  }

  /** What comes out. */
  public sealed interface Goal {
    /** O: columns of the dense head; 0 without one. */
    int outputs();

    /** Softmax with cross-entropy after every step. */
    record ClassAtEachStep(int outputs) implements Goal {}

    /** Softmax with cross-entropy after the last step. */
    record ClassAtEnd(int outputs) implements Goal {}

    /** Numbers after the last step, ½(ŷ−y)². */
    record NumbersAtEnd(int outputs) implements Goal {}

    /** The hidden states of the last layer; for gradients, theirs is given. */
    record HiddenStates() implements Goal {
      @Override
      public int outputs() {
        return 0;
      }
    }
  }

  /** What is done in a step. */
  public sealed interface Job {
    /** Trains by stochastic gradient descent, the norm of all gradients clipped. */
    record Sgd(float rate, float clip) implements Job {}

    /** Trains by Adam, bias-corrected, β 0.9 and 0.999, ε 1e−8. */
    record Adam(float rate) implements Job {}

    /** Takes the gradients of weights and input. */
    record Gradients() implements Job {}

    /** Runs whole sequences. */
    record Predict() implements Job {}

    /** Runs the next step of sequences whose state is kept. */
    record Advance() implements Job {}
  }
}
