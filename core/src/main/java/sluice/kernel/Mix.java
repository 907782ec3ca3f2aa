package sluice.kernel;

/**
 * Bits as a function of counters: the mixing behind {@code sluice.math.Rng} and the dropout
 * kernels.
 *
 * <p>A 64-bit key is mixed from the outer counters once; the bits of a unit then need 32-bit
 * multiplications, shifts and exclusive-ors only, which vectors have too.
 */
public final class Mix {
  /** The finaliser of MurmurHash3 (Appleby, public domain). */
  static final int M1 = 0x85ebca6b;

  static final int M2 = 0xc2b2ae35;

  /** 2³² divided by the golden ratio, odd. */
  static final int STEP = 0x9e3779b9;

  private Mix() {}

  /**
   * Absorbs one counter: for a fixed {@code state} different values never collide (Stafford's
   * variant 13 of the 64-bit finaliser, as in Steele, Lea and Flood, Fast splittable pseudorandom
   * number generators, 2014).
   */
  public static long absorb(long state, long value) {
    long z = state * 0xd1342543de82ef95L + 0x9e3779b97f4a7c15L + value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * Returns 32 bits for one unit under a key, two full rounds with a half of the key in each. For
   * one key different units have different bits.
   */
  public static int bits(long key, int unit) {
    int x = unit * STEP + (int) key;
    x = (x ^ (x >>> 16)) * M1;
    x = (x ^ (x >>> 13)) * M2;
    x = (x ^ (x >>> 16)) + (int) (key >>> 32);
    x = (x ^ (x >>> 16)) * M1;
    x = (x ^ (x >>> 13)) * M2;
    return x ^ (x >>> 16);
  }
}
