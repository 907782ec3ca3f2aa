package sluice.math;

import sluice.kernel.Mix;

/**
 * Randomness as a function of counters: no generator, no state, the same bits in any order and on
 * any number of threads.
 *
 * <p>What is drawn is named by {@code (seed, stream, epoch, step, sequence, t, unit)}; counters
 * that mean nothing for a draw are 0. A key holds all but the unit.
 */
public final class Rng {
  /** Stream of initial weights. */
  public static final int WEIGHTS = 1;

  /** Stream of the order of sequences. */
  public static final int SHUFFLE = 2;

  /** Stream of dropout masks. */
  public static final int DROPOUT = 3;

  /** Stream of draws from a distribution that a network puts out. */
  public static final int SAMPLING = 4;

  /** Stream of generated and subsampled data. */
  public static final int DATA = 5;

  /** Stream of the seeds of an ensemble's members and of the rows that each draws. */
  public static final int ENSEMBLE = 6;

  /** Stream of the settings that a search tries. */
  public static final int SEARCH = 7;

  private static final float TO_UNIT = 0x1p-24f;
  private static final double TO_OPEN_UNIT = 0x1p-32;
  private static final long UNSIGNED = 0xffffffffL;

  private Rng() {}

  /** Returns the key of these counters; keys that differ in one counter only are never equal. */
  public static long key(long seed, int stream, int epoch, int step, long sequence, int t) {
    long key = Mix.absorb(0, seed);
    key = Mix.absorb(key, stream);
    key = Mix.absorb(key, epoch);
    key = Mix.absorb(key, step);
    key = Mix.absorb(key, sequence);
    return Mix.absorb(key, t);
  }

  /** Returns the 32 bits of a unit under a key; for one key no two units have the same. */
  public static int unitBits(long key, int unit) {
    return Mix.bits(key, unit);
  }

  /** Returns 32 bits for these counters. */
  public static int bits(
      long seed, int stream, int epoch, int step, long sequence, int t, int unit) {
    return Mix.bits(key(seed, stream, epoch, step, sequence, t), unit);
  }

  /** Returns a multiple of 2⁻²⁴ in [0, 1) from the upper 24 of these bits. */
  public static float uniform(int bits) {
    return (bits >>> 8) * TO_UNIT;
  }

  /**
   * Returns a draw of the standard normal distribution, within ±6.7 (Box &amp; Muller 1958); it
   * uses the bits of the units 2·unit and 2·unit + 1.
   */
  public static float normal(long key, int unit) {
    double radius = ((Mix.bits(key, 2 * unit) & UNSIGNED) + 0.5) * TO_OPEN_UNIT;
    double angle = (Mix.bits(key, 2 * unit + 1) & UNSIGNED) * TO_OPEN_UNIT;
    return (float) (Math.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle));
  }

  /**
   * Returns a whole number in [0, bound); no number is more likely than another by more than a part
   * of bound / 2³².
   *
   * @param bound at least 1
   */
  public static int below(long key, int unit, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, was " + bound);
    }
    return (int) (((Mix.bits(key, unit) & UNSIGNED) * bound) >>> 32);
  }

  /** Shuffles in place (Fisher &amp; Yates 1938), position i by the bits of unit i. */
  public static void shuffle(int[] permutation, long key) {
    for (int i = permutation.length - 1; i > 0; i--) {
      int other = below(key, i, i + 1);
      int value = permutation[i];
      permutation[i] = permutation[other];
      permutation[other] = value;
    }
  }
}
