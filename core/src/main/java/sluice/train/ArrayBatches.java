package sluice.train;

import java.util.Arrays;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;

/**
 * Sequences in plain arrays, in batches: the shortest way from numbers to a training.
 *
 * <p>{@code inputs[s][t]} is step t of sequence s; sequences may differ in length. A target has as
 * many steps as the head reads: all of a sequence, or its last ones, the same number for all (a
 * shorter sequence has one for each of its steps). The arrays are read, not copied.
 *
 * <p>The id of a sequence is its number. Not thread-safe.
 */
public final class ArrayBatches implements Batches {
  private final float[][][] inputs;
  private final ArrayTarget targets;
  private final int size;
  private final boolean shuffled;
  private final long seed;

  private final int targetSteps;
  private final int[] order; // sequences in the order of an epoch
  private int orderedFor;
  private final int[] lengths; // of the group at hand, by source
  private final Steps steps;
  private final Steps last;
  private final Matrix x; // [N, I]
  private final Target target;
  private final Batch batch;

  private ArrayBatches(
      float[][][] inputs, ArrayTarget targets, int size, boolean shuffled, long seed) {
    this.inputs = inputs;
    this.targets = targets;
    this.size = Math.min(size, inputs.length);
    this.shuffled = shuffled;
    this.seed = seed;
    targetSteps = check(inputs, targets, size);
    order = new int[inputs.length];
    resetOrder();
    int longest = longest(inputs);
    lengths = new int[this.size];
    steps = new Steps(longest, this.size);
    last = new Steps(Math.min(targetSteps, longest), this.size);
    x = Matrix.of(Math.multiplyExact(longest, this.size), ArrayTarget.width(inputs));
    target = targets.buffer(targetSteps * this.size);
    float[] weights = new float[targetSteps * this.size];
    Arrays.fill(weights, 1);
    batch = new Batch(new Input.Rows(x), steps, target, weights, true);
  }

  /**
   * Batches with numbers as targets.
   *
   * @param inputs by sequence, step and column
   * @param targets by sequence, step that the head reads, and output
   * @param size sequences in a batch, at least 1; the last batch may be smaller
   */
  public static ArrayBatches values(float[][][] inputs, float[][][] targets, int size) {
    ArrayTarget.checkWidth("the target", targets);
    return new ArrayBatches(inputs, new ArrayTarget.Values(targets), size, false, 0);
  }

  /**
   * Batches with one class a step as targets.
   *
   * @param inputs by sequence, step and column
   * @param classes by sequence and step that the head reads
   * @param size sequences in a batch, at least 1; the last batch may be smaller
   */
  public static ArrayBatches classes(float[][][] inputs, int[][] classes, int size) {
    return new ArrayBatches(inputs, new ArrayTarget.Classes(classes), size, false, 0);
  }

  /**
   * Batches with any number of labels a step as targets.
   *
   * @param inputs by sequence, step and column
   * @param labels by sequence, step that the head reads, and label: 1 where it holds, else 0
   * @param size sequences in a batch, at least 1; the last batch may be smaller
   */
  public static ArrayBatches labels(float[][][] inputs, float[][][] labels, int size) {
    ArrayTarget.checkWidth("the target", labels);
    return new ArrayBatches(inputs, new ArrayTarget.Labels(labels), size, false, 0);
  }

  /** The same in an order that differs from epoch to epoch and follows from a seed. */
  public ArrayBatches shuffled(long seed) {
    return new ArrayBatches(inputs, targets, size, true, seed);
  }

  private static int check(float[][][] inputs, ArrayTarget targets, int size) {
    if (inputs.length < 1 || size < 1 || targets.sequences() != inputs.length) {
      throw new IllegalArgumentException(
          "batches need at least one sequence, a target for each and a size of at least 1, had "
              + inputs.length
              + " sequences, "
              + targets.sequences()
              + " targets, size "
              + size);
    }
    ArrayTarget.checkWidth("the input", inputs);
    int most = 1;
    for (int s = 0; s < inputs.length; s++) {
      most = Math.max(most, targets.steps(s));
    }
    for (int s = 0; s < inputs.length; s++) {
      int expected = Math.min(most, inputs[s].length);
      if (inputs[s].length < 1 || targets.steps(s) != expected) {
        throw new IllegalArgumentException(
            "sequence "
                + s
                + " has "
                + inputs[s].length
                + " steps and targets for "
                + targets.steps(s)
                + ", needs at least 1 step and targets for the last "
                + most);
      }
    }
    return most;
  }

  private static int longest(float[][][] inputs) {
    return Arrays.stream(inputs).mapToInt(sequence -> sequence.length).max().orElse(0);
  }

  @Override
  public int count() {
    return (inputs.length + size - 1) / size;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(longest(inputs), Math.max(1, (size + groups - 1) / groups));
  }

  @Override
  public int groups(int index, int wanted) {
    return Math.min(wanted, sizeOf(index));
  }

  private int sizeOf(int index) {
    return Math.min(size, inputs.length - index * size);
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    order(epoch);
    int from = index * size + (int) ((long) sizeOf(index) * group / groups);
    int to = index * size + (int) ((long) sizeOf(index) * (group + 1) / groups);
    for (int i = from; i < to; i++) {
      lengths[i - from] = inputs[order[i]].length;
    }
    steps.setLengths(lengths, to - from);
    for (int b = 0; b < to - from; b++) {
      steps.id(b, order[from + steps.source(b)]);
    }
    fill();
    return batch;
  }

  private void fill() {
    x.rows(steps.rows());
    last.setLast(steps, targetSteps);
    targets.rows(target, last.rows());
    for (int b = 0; b < steps.sequences(); b++) {
      int sequence = (int) steps.id(b);
      for (int t = 0; t < steps.length(b); t++) {
        ArrayTarget.copy(inputs[sequence][t], x, steps.row(t, b));
      }
      for (int t = 0; t < last.length(b); t++) {
        targets.set(target, last.row(t, b), sequence, t);
      }
    }
  }

  /** The order of an epoch depends on the seed and the epoch alone. */
  private void order(int epoch) {
    if (shuffled && epoch != orderedFor) {
      resetOrder();
      if (epoch > 0) { // validation keeps the order given
        Rng.shuffle(order, Rng.key(seed, Rng.SHUFFLE, epoch, 0, 0, 0));
      }
      orderedFor = epoch;
    }
  }

  private void resetOrder() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }
}
