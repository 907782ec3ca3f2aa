package sluice.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import sluice.math.Rng;

/**
 * Puts examples of about equal length into one batch: an order is cut into pools of several
 * batches, each pool is sorted by length, and the batches are shuffled. Which examples meet still
 * differs from epoch to epoch.
 */
final class LengthBuckets {
  private LengthBuckets() {}

  /**
   * Sorts each pool, the longest first; equally long ones keep their order. Modified: {@code
   * order}.
   *
   * @param length of an example
   * @param size examples in a batch
   * @param pool batches that are sorted together
   */
  static void sort(int[] order, IntUnaryOperator length, int size, int pool) {
    long step = (long) size * pool;
    for (long begin = 0; begin < order.length; begin += step) {
      int from = (int) begin;
      int to = (int) Math.min(order.length, begin + step);
      int[] sorted =
          Arrays.stream(order, from, to)
              .boxed()
              .sorted(Comparator.comparingInt((Integer e) -> -length.applyAsInt(e)))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(sorted, 0, order, from, sorted.length);
    }
  }

  /** Shuffles whole batches; one that is not full stays the last. Modified: {@code order}. */
  static void shuffle(int[] order, int size, long key) {
    int full = order.length / size;
    var batches = new int[full];
    Arrays.setAll(batches, b -> b);
    Rng.shuffle(batches, key);
    int[] before = order.clone();
    for (int b = 0; b < full; b++) {
      System.arraycopy(before, batches[b] * size, order, b * size, size);
    }
  }
}
