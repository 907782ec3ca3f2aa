package sluice.data;

import java.util.Arrays;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * Examples in batches: in order, or shuffled anew in each epoch from a seed.
 *
 * <p>Epoch 0 is never shuffled. The id of a sequence is the number of its example, so that dropout
 * follows the example.
 *
 * <p>Where an example is a pair, a batch has the left sides of all its examples, then the right
 * ones; its target has a row a pair.
 */
public final class ExampleBatches implements Batches {
  private final Examples examples;
  private final int sides;
  private final int size;
  private int pairs; // examples of the group at hand
  private final boolean shuffled;
  private final long seed;
  private final int[] order;
  private int orderedFor;

  private final Steps steps;
  private final Steps last;
  private final int[] lengths;
  private final Input input;
  private final Target target;
  private final float[] weights;
  private final float[] whole; // one example's inputs
  private final int[] wholeIds; // or its token ids
  private final int pool;
  private final int[] chosen; // examples of the group at hand, by source
  private final Batch batch; // one for all: its buffers are filled anew

  /**
   * Batches of examples.
   *
   * @param examples at least one
   * @param size examples in a batch; the last one may be smaller
   * @param shuffled whether each epoch has another order
   * @param seed from which the orders follow
   */
  public ExampleBatches(Examples examples, int size, boolean shuffled, long seed) {
    this(examples, size, shuffled, seed, 1);
  }

  /**
   * Batches of examples that are about equally long, so that few steps have few sequences.
   *
   * @param examples at least one
   * @param size examples in a batch; the last one may be smaller
   * @param shuffled whether each epoch has another order; else nothing is sorted
   * @param seed from which the orders follow
   * @param pool batches whose examples are sorted by their length before they are dealt out; 1 for
   *     no sorting
   */
  public ExampleBatches(Examples examples, int size, boolean shuffled, long seed, int pool) {
    if (examples.count() < 1 || size < 1) {
      throw new IllegalArgumentException(
          "batches need at least one example and one place, had "
              + examples.count()
              + " and "
              + size);
    }
    this.examples = examples;
    this.size = Math.min(size, examples.count());
    sides = examples.sides();
    int sequences = Math.multiplyExact(sides, this.size);
    this.shuffled = shuffled;
    this.seed = seed;
    this.pool = pool;
    order = new int[examples.count()];
    resetOrder();
    int longest = examples.maxSteps();
    int rows = Math.multiplyExact(longest, sequences);
    steps = new Steps(longest, sequences);
    last = new Steps(Math.min(longest, examples.targetSteps()), sequences);
    lengths = new int[sequences];
    chosen = new int[this.size];
    input =
        examples.tokens()
            ? new Input.Ids(rows, examples.inputs())
            : new Input.Rows(Matrix.of(rows, examples.inputs()));
    int targetRows = Math.min(longest, examples.targetSteps()) * sequences;
    target = examples.newTarget(targetRows);
    weights = new float[targetRows];
    whole = new float[examples.tokens() ? 0 : Math.multiplyExact(longest, examples.inputs())];
    wholeIds = new int[examples.tokens() ? longest : 0];
    batch = new Batch(input, steps, target, weights, true);
  }

  private void resetOrder() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** The examples behind these batches. */
  public Examples examples() {
    return examples;
  }

  /** Which example stands at a position of the batch asked for last. */
  public int example(int position) {
    return chosen[steps.source(position) % pairs];
  }

  @Override
  public int count() {
    return (examples.count() + size - 1) / size;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(examples.maxSteps(), sides * ((size + groups - 1) / groups));
  }

  @Override
  public int groups(int index, int wanted) {
    return Math.min(wanted, sizeOf(index));
  }

  private int sizeOf(int index) {
    return Math.min(size, examples.count() - index * size);
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    order(epoch);
    long all = sizeOf(index);
    int from = (int) (all * group / groups);
    int to = (int) (all * (group + 1) / groups);
    pairs = to - from;
    for (int s = 0; s < sides * pairs; s++) {
      chosen[s % pairs] = order[index * size + from + s % pairs];
      lengths[s] = examples.steps(chosen[s % pairs], s / pairs);
    }
    steps.setLengths(lengths, sides * pairs);
    for (int b = 0; b < sides * pairs; b++) {
      steps.id(b, example(b) + (long) side(b) * examples.count());
    }
    last.setLast(steps, examples.targetSteps());
    fill();
    return batch;
  }

  private void fill() {
    switch (input) {
      case Input.Rows(Matrix x) -> fill(x.rows(steps.rows()));
      case Input.Ids ids -> fill(ids.rows(steps.rows()));
      case Input.Joined _ -> throw new IllegalStateException("examples are of one kind");
    }
    if (sides > 1) {
      fillPairs();
      return;
    }
    examples.targetRows(target, last.rows());
    for (int t = 0; t < last.count(); t++) {
      for (int b = 0; b < last.alive(t); b++) {
        int row = last.row(t, b);
        examples.target(example(b), t, target, row);
        weights[row] = examples.weight(example(b), t);
      }
    }
  }

  private void fill(Matrix x) {
    int width = examples.inputs();
    for (int b = 0; b < steps.sequences(); b++) {
      examples.input(example(b), side(b), whole);
      for (int t = 0; t < steps.length(b); t++) {
        System.arraycopy(whole, t * width, x.data(), x.at(steps.row(t, b)), width);
      }
    }
  }

  private void fill(Input.Ids ids) {
    for (int b = 0; b < steps.sequences(); b++) {
      examples.ids(example(b), side(b), wholeIds);
      for (int t = 0; t < steps.length(b); t++) {
        ids.set(steps.row(t, b), wholeIds[t]);
      }
    }
  }

  private int side(int position) {
    return steps.source(position) / pairs;
  }

  /** A row a pair; what stands behind them weighs nothing. */
  private void fillPairs() {
    examples.targetRows(target, pairs);
    Arrays.fill(weights, 0);
    for (int p = 0; p < pairs; p++) {
      examples.target(chosen[p], 0, target, p);
      weights[p] = examples.weight(chosen[p], 0);
    }
  }

  /** The order of an epoch is a function of the seed and the epoch alone. */
  private void order(int epoch) {
    if (!shuffled || epoch == orderedFor) {
      return;
    }
    resetOrder();
    if (epoch > 0) {
      Rng.shuffle(order, Rng.key(seed, Rng.SHUFFLE, epoch, 0, 0, 0));
      if (pool > 1) {
        LengthBuckets.sort(order, examples::steps, size, pool);
        LengthBuckets.shuffle(order, size, Rng.key(seed, Rng.SHUFFLE, epoch, 1, 0, 0));
      }
    }
    orderedFor = epoch;
  }
}
