package sluice.nn;

import sluice.math.Matrix;
import sluice.math.Rng;

/**
 * First values of weights, functions of the seed and of the weight's place: the same bits on every
 * machine.
 *
 * <p>I rows come in, O columns go out; of a layer with gates O counts the columns of one gate, each
 * of which is a matrix of its own.
 *
 * @param kind how values are found
 * @param value constant, deviation, bound or gain of the kinds that have one, else 0
 */
public record Initialiser(Kind kind, float value) {
  /** A way to find first values. */
  public enum Kind {
    /** 0: for biases only. */
    ZERO,
    /** The value: for biases only. */
    CONSTANT,
    /** N(0, σ), σ the value. */
    NORMAL,
    /** U(−b, b), b the value. */
    UNIFORM,
    /** N(0, √(2 ∕ (I + O))) (Glorot &amp; Bengio 2010), also called Xavier. */
    GLOROT_NORMAL,
    /** U(±√(6 ∕ (I + O))). */
    GLOROT_UNIFORM,
    /** N(0, √(2 ∕ I)), for ReLU (He et al. 2015). */
    HE_NORMAL,
    /** U(±√(6 ∕ I)). */
    HE_UNIFORM,
    /** N(0, √(1 ∕ I)) (LeCun et al. 1998), for SELU. */
    LECUN_NORMAL,
    /** U(±√(3 ∕ I)). */
    LECUN_UNIFORM,
    /** Orthogonal rows or columns, times the value (Saxe et al. 2014). */
    ORTHOGONAL,
    /**
     * The value on the diagonal, else 0: for the recurrent weights of a ReLU RNN (Le et al. 2015).
     */
    IDENTITY;

    /** Whether it has a value. */
    public boolean hasValue() {
      return this == CONSTANT
          || this == NORMAL
          || this == UNIFORM
          || this == ORTHOGONAL
          || this == IDENTITY;
    }

    /** Whether it gives all units of a layer the same values. */
    boolean isAlike() {
      return this == ZERO || this == CONSTANT;
    }
  }

  public Initialiser {
    if (!Float.isFinite(value) || !kind.hasValue() && value != 0) {
      throw new IllegalArgumentException(
          kind.hasValue()
              ? "the value of " + kind + " must be finite, was " + value
              : kind + " has no value, was given " + value);
    }
    if (kind == Kind.IDENTITY && value == 0) {
      throw new IllegalArgumentException("the value of IDENTITY must not be 0");
    }
    if ((kind == Kind.NORMAL || kind == Kind.UNIFORM || kind == Kind.ORTHOGONAL) && value <= 0) {
      throw new IllegalArgumentException("the value of " + kind + " must be above 0, was " + value);
    }
  }

  /** Of a kind that has no value. */
  public Initialiser(Kind kind) {
    this(kind, 0);
  }

  /**
   * Fills a matrix. Modified.
   *
   * @param values [I, gates·O]
   * @param gates how many matrices stand side by side
   * @param seed seed of the run
   * @param layer index of the layer
   * @param weight number of the weight in its layer
   */
  void fill(Matrix values, int gates, long seed, int layer, int weight) {
    int columns = values.columns() / gates;
    for (int gate = 0; gate < gates; gate++) {
      long key = Rng.key(seed, Rng.WEIGHTS, layer, weight, 1, gate); // 0, 0 is the default's
      if (kind == Kind.ORTHOGONAL) {
        Orthogonal.fill(values, gate * columns, columns, value, key);
        continue;
      }
      if (kind == Kind.IDENTITY) {
        for (int r = 0; r < values.rows(); r++) {
          for (int j = 0; j < columns; j++) {
            values.set(r, gate * columns + j, r == j ? value : 0);
          }
        }
        continue;
      }
      float scale = scale(values.rows(), columns);
      for (int r = 0; r < values.rows(); r++) {
        for (int j = 0; j < columns; j++) {
          values.set(r, gate * columns + j, scale * draw(key, r * columns + j));
        }
      }
    }
  }

  private float draw(long key, int unit) {
    return switch (kind) {
      case ZERO -> 0;
      case CONSTANT -> 1;
      case UNIFORM, GLOROT_UNIFORM, HE_UNIFORM, LECUN_UNIFORM ->
          2 * Rng.uniform(Rng.unitBits(key, unit)) - 1;
      default -> Rng.normal(key, unit);
    };
  }

  private float scale(int in, int out) {
    return switch (kind) {
      case GLOROT_NORMAL -> (float) Math.sqrt(2.0 / ((double) in + out));
      case GLOROT_UNIFORM -> (float) Math.sqrt(6.0 / ((double) in + out));
      case HE_NORMAL -> (float) Math.sqrt(2.0 / in);
      case HE_UNIFORM -> (float) Math.sqrt(6.0 / in);
      case LECUN_NORMAL -> (float) Math.sqrt(1.0 / in);
      case LECUN_UNIFORM -> (float) Math.sqrt(3.0 / in);
      default -> value;
    };
  }

  /**
   * Fills a matrix that is not of several gates. Modified.
   *
   * @param values [I, O]
   * @param seed seed of the run
   * @param layer index of the layer; a head uses −1
   * @param weight number of the weight in its layer
   */
  public void fill(Matrix values, long seed, int layer, int weight) {
    fill(values, 1, seed, layer, weight);
  }

  /**
   * Fills a matrix from U(−bound, bound). Modified.
   *
   * @param values what is filled
   * @param bound half the width of the interval
   * @param seed seed of the run
   * @param layer index of the layer; a head uses −1
   * @param weight number of the weight in its layer
   */
  public static void uniform(Matrix values, float bound, long seed, int layer, int weight) {
    long key = Rng.key(seed, Rng.WEIGHTS, layer, weight, 0, 0);
    float[] data = values.data();
    for (int j = 0, at = values.at(0); j < values.size(); j++) {
      data[at + j] = (2 * Rng.uniform(Rng.unitBits(key, j)) - 1) * bound;
    }
  }
}
