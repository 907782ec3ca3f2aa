package sluice.inspect;

import sluice.nn.Capacity;
import sluice.train.Batch;
import sluice.train.Batches;

/**
 * Some batches of many, spread evenly: enough to measure by. They come from epoch 1, whose order is
 * shuffled where the training's is; carried states need batches that follow one another.
 */
final class Sample implements Batches {
  private final Batches all;
  private final int count;

  /** At most so many batches. */
  Sample(Batches all, int most) {
    this.all = all;
    this.count = Math.min(all.count(), most);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Capacity capacity(int groups) {
    return all.capacity(groups);
  }

  @Override
  public Batch batch(int epoch, int index, int group, int groups) {
    return all.batch(1, of(index), group, groups);
  }

  @Override
  public int groups(int index, int wanted) {
    return all.groups(of(index), wanted);
  }

  @Override
  public int carried() {
    return all.carried();
  }

  private int of(int index) {
    return carried() > 0 ? index : (int) ((long) index * all.count() / count);
  }
}
