package sluice.inspect;

import java.util.Arrays;

/**
 * Counts of numbers in bins of equal width, and of those below and above. Reused: {@link #clear}
 * empties it.
 */
public final class Bins {
  private final float low;
  private final float high;
  private final float perUnit;
  private final long[] counts; // below, the bins, above
  private final long[] others; // of every second number that is being added

  /** Bins from {@code low} to {@code high}; a bin has its lower bound, not its upper one. */
  Bins(double low, double high, int count) {
    this.low = (float) low;
    this.high = (float) high;
    perUnit = (float) (count / (high - low));
    counts = new long[count + 2];
    others = new long[count + 2];
  }

  /** Number of bins between the bounds. */
  public int count() {
    return counts.length - 2;
  }

  /** The lower bound of a bin; that of {@link #count()} is the upper bound of the last. */
  public double bound(int bin) {
    return low + bin * ((double) high - low) / count();
  }

  /** How many numbers are in a bin. */
  public long in(int bin) {
    return counts[bin + 1];
  }

  /** How many are below the first bin; NaN is among them. */
  public long below() {
    return counts[0];
  }

  /** How many are above the last bin. */
  public long above() {
    return counts[counts.length - 1];
  }

  /** How many there are in all. */
  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** How many are in the first bin or below. */
  long lowest() {
    return counts[0] + counts[1];
  }

  /** How many are in the last bin or above. */
  long highest() {
    return counts[counts.length - 1] + counts[counts.length - 2];
  }

  /** Adds n numbers. Modified. */
  void add(int n, float[] values, int at) {
    int j = at;
    for (int end = at + n; j + 1 < end; j += 2) { // neighbours are often in the same bin
      counts[slot(values[j])]++;
      others[slot(values[j + 1])]++;
    }
    if (n % 2 == 1) {
      counts[slot(values[j])]++;
    }
    for (int slot = 0; slot < counts.length; slot++) {
      counts[slot] += others[slot];
      others[slot] = 0;
    }
  }

  private int slot(float value) {
    if (value >= high) {
      return counts.length - 1;
    }
    return value >= low ? 1 + (int) ((value - low) * perUnit) : 0;
  }

  /** Empties all. Modified. */
  void clear() {
    Arrays.fill(counts, 0);
  }

  /** A copy that shares nothing. */
  Bins copy() {
    Bins copy = new Bins(low, high, count());
    System.arraycopy(counts, 0, copy.counts, 0, counts.length);
    return copy;
  }
}
