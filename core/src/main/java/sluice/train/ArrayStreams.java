package sluice.train;

import java.util.Arrays;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;

/**
 * Long sequences in plain arrays, side by side, cut into pieces for truncated back-propagation
 * through time: a batch is the next piece of every sequence, and states are carried from piece to
 * piece.
 *
 * <p>Every step has a target. Sequences may differ in length; those that have ended are left out of
 * the later batches. The arrays are read, not copied. Each epoch starts from a zero state. Not
 * thread-safe.
 */
public final class ArrayStreams implements Batches {
  private final float[][][] inputs;
  private final ArrayTarget targets;
  private final int piece;
  private final int longest;

  private final int[] alive; // sequences of the group at hand, by source
  private final int[] lengths;
  private final Steps steps;
  private final Matrix x; // [N, I]
  private final Target target;
  private final Batch first;
  private final Batch next;

  private ArrayStreams(float[][][] inputs, ArrayTarget targets, int piece) {
    this.inputs = inputs;
    this.targets = targets;
    check(inputs, targets, piece);
    int sequences = inputs.length;
    longest = Arrays.stream(inputs).mapToInt(sequence -> sequence.length).max().orElse(0);
    this.piece = Math.min(piece, longest);
    alive = new int[sequences];
    lengths = new int[sequences];
    steps = new Steps(this.piece, sequences);
    int rows = Math.multiplyExact(this.piece, sequences);
    x = Matrix.of(rows, ArrayTarget.width(inputs));
    target = targets.buffer(rows);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    first = new Batch(new Input.Rows(x), steps, target, weights, true);
    next = new Batch(first.input(), steps, target, weights, false);
  }

  /**
   * Pieces with numbers as targets.
   *
   * @param inputs by sequence, step and column
   * @param targets by sequence, step and output
   * @param piece steps of a sequence in a batch, at least 1
   */
  public static ArrayStreams values(float[][][] inputs, float[][][] targets, int piece) {
    ArrayTarget.checkWidth("the target", targets);
    return new ArrayStreams(inputs, new ArrayTarget.Values(targets), piece);
  }

  /**
   * Pieces with one class a step as targets.
   *
   * @param inputs by sequence, step and column
   * @param classes by sequence and step
   * @param piece steps of a sequence in a batch, at least 1
   */
  public static ArrayStreams classes(float[][][] inputs, int[][] classes, int piece) {
    return new ArrayStreams(inputs, new ArrayTarget.Classes(classes), piece);
  }

  private static void check(float[][][] inputs, ArrayTarget targets, int piece) {
    if (inputs.length < 1 || piece < 1 || targets.sequences() != inputs.length) {
      throw new IllegalArgumentException(
          "streams need at least one sequence, targets for each and pieces of at least 1 step, had "
              + inputs.length
              + " sequences, "
              + targets.sequences()
              + " targets, pieces of "
              + piece);
    }
    ArrayTarget.checkWidth("the input", inputs);
    for (int s = 0; s < inputs.length; s++) {
      if (inputs[s].length < 1 || targets.steps(s) != inputs[s].length) {
        throw new IllegalArgumentException(
            "sequence "
                + s
                + " has "
                + inputs[s].length
                + " steps and "
                + targets.steps(s)
                + " targets, needs at least 1 step and a target for each");
      }
    }
  }

  @Override
  public int count() {
    return (longest + piece - 1) / piece;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(piece, Math.max(1, (inputs.length + groups - 1) / groups));
  }

  @Override
  public int groups(int index, int wanted) {
    return Math.min(wanted, aliveAt(index));
  }

  @Override
  public int carried() {
    return inputs.length;
  }

  /** Notes which sequences have a step in a piece; returns how many. */
  private int aliveAt(int index) {
    int count = 0;
    for (int s = 0; s < inputs.length; s++) {
      if (inputs[s].length > index * piece) {
        alive[count++] = s;
      }
    }
    return count;
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    long count = aliveAt(index);
    int from = (int) (count * group / groups);
    int to = (int) (count * (group + 1) / groups);
    int begin = index * piece;
    for (int i = from; i < to; i++) {
      lengths[i - from] = Math.min(piece, inputs[alive[i]].length - begin);
    }
    steps.setLengths(lengths, to - from);
    x.rows(steps.rows());
    targets.rows(target, steps.rows());
    for (int b = 0; b < steps.sequences(); b++) {
      int sequence = alive[from + steps.source(b)];
      steps.id(b, sequence);
      for (int t = 0; t < steps.length(b); t++) {
        ArrayTarget.copy(inputs[sequence][begin + t], x, steps.row(t, b));
        targets.set(target, steps.row(t, b), sequence, begin + t);
      }
    }
    return index == 0 ? first : next;
  }
}
