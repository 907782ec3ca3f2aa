package sluice.bench.bits;

import java.util.Arrays;
import sluice.loss.Target;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * Batches of a made-up text: equally long pieces of characters, each followed by one that hangs on
 * it in most cases.
 */
final class TextBatches implements Batches {
  private static final long SEED = 1;

  private final int count;
  private final int steps;
  private final int characters;
  private final Batch batch;
  private final Input.Ids input; // [N]
  private final Target.ClassIds target; // [N]

  TextBatches(int count, int sequences, int steps, int characters) {
    this.count = count;
    this.steps = steps;
    this.characters = characters;
    int rows = sequences * steps;
    input = new Input.Ids(rows, characters).rows(rows);
    target = new Target.ClassIds(rows).rows(rows);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    batch = new Batch(input, Steps.equal(steps, sequences), target, weights, true);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Capacity capacity(int groups) {
    return Capacity.of(batch.steps());
  }

  @Override
  public int groups(int index, int wanted) {
    return 1;
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    int sequences = batch.steps().sequences();
    for (int b = 0; b < sequences; b++) {
      long key = Rng.key(SEED, Rng.DATA, 0, index, b, 0);
      int character = Rng.below(key, 0, characters);
      for (int t = 0; t < steps; t++) {
        int row = batch.steps().row(t, b);
        input.set(row, character);
        boolean surprise = Rng.below(key, 2 * t + 1, 4) == 0;
        character =
            surprise ? Rng.below(key, 2 * t + 2, characters) : (5 * character + 3) % characters;
        target.set(row, character);
      }
    }
    return batch;
  }
}
