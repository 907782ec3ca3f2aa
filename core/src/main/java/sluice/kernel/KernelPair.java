package sluice.kernel;

import java.util.HashMap;
import java.util.Map;

/**
 * Two forms of the kernels, the numbers that both get, and the comparing of what they give, bit by
 * bit (of NaNs only that they are NaNs).
 */
final class KernelPair {
  /** What is taken around every multiple of the lanes, and around the blocks of a sum. */
  static final int[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 30, 31, 32, 33, 47, 48, 49, 63,
    64, 65, 120, 255, 256, 257, 513
  };

  /** Floats before what is looked at, so that no array begins where a kernel does. */
  static final int PAD = 3;

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    Float.MIN_NORMAL,
    1f,
    -1f,
    0.5f,
    88.7f,
    -88.7f,
    -103.9f,
    104f,
    9f,
    -9.1f,
    1e30f,
    -1e38f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final Kernels left;
  private final Kernels right;
  private final int every;
  private final Map<String, Integer> cases = new HashMap<>();
  private long key = 1;
  private int compared;
  private long digest;

  /**
   * A pair.
   *
   * @param every of how many cases of a kernel one is looked at; 1 for all
   */
  KernelPair(Kernels left, Kernels right, int every) {
    this.left = left;
    this.right = right;
    this.every = every;
  }

  Kernels left() {
    return left;
  }

  Kernels right() {
    return right;
  }

  /** Whether all cases are looked at. */
  boolean all() {
    return every == 1;
  }

  /** Whether the next case of a kernel is one to look at: from the middle of the first few on. */
  boolean due(String kernel) {
    return cases.merge(kernel, 1, Integer::sum) % every == every / 2;
  }

  /** Returns how many arrays and numbers were compared. */
  int compared() {
    return compared;
  }

  /** Returns a number that depends on every bit of every result so far. */
  long digest() {
    return digest;
  }

  /** Plain numbers within ±6, or with a special value in one of three places. */
  float[] numbers(int n, boolean plain) {
    key++;
    float[] numbers = new float[n];
    for (int j = 0; j < n; j++) {
      int bits = Mix.bits(key, j);
      boolean special = !plain && bits % 3 == 0;
      numbers[j] = special ? SPECIAL[(bits >>> 8) % SPECIAL.length] : (bits >> 7) * 0x1p-24f * 6f;
    }
    return numbers;
  }

  static float[][] copy(float[][] arrays) {
    float[][] copy = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copy[i] = arrays[i].clone();
    }
    return copy;
  }

  void same(String what, float[][] x, float[][] y) {
    for (int i = 0; i < x.length; i++) {
      same(what + " array " + i, x[i], y[i]);
    }
  }

  void same(String what, float[] x, float[] y) {
    compared++;
    for (int j = 0; j < x.length; j++) {
      digest = 31 * digest + Float.floatToIntBits(x[j]);
      if (Float.floatToIntBits(x[j]) != Float.floatToIntBits(y[j])) {
        throw new Unequal(what + " at " + j + ": " + x[j] + " and " + y[j]);
      }
    }
  }

  void same(String what, double x, double y) {
    compared++;
    digest = 31 * digest + Double.doubleToLongBits(x);
    if (Double.doubleToLongBits(x) != Double.doubleToLongBits(y)) {
      throw new Unequal(what + ": " + x + " and " + y);
    }
  }

  /** Some bit differs. */
  static final class Unequal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String where;

    Unequal(String where) {
      super(where);
      this.where = where;
    }

    /** The kernel, the sizes, the element and both values. */
    String where() {
      return where;
    }
  }
}
