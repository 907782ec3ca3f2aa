package sluice.nn;

import sluice.math.Matrix;

/**
 * A named matrix that a network learns or holds fixed.
 *
 * <p>Its gradient and its optimiser state stand beside it, never in it. The version rises with
 * every change, so that packed copies know when they are old.
 */
public final class Weight {
  /** What may happen to a weight. */
  public enum Role {
    /** Changed by the optimiser. */
    TRAINED,
    /** Could be trained, is held fixed. */
    FROZEN,
    /** Never trained: part of the definition of a layer. */
    CONSTANT
  }

  private final String name;
  private final Matrix values;
  private final Role role;
  private final float bound;
  private final PackedCopies packed = new PackedCopies();
  private long version;

  /** A weight of zeros, [rows, columns]. */
  public Weight(String name, int rows, int columns, Role role) {
    this(name, rows, columns, role, Float.POSITIVE_INFINITY);
  }

  /** A weight of zeros whose values stay within ±{@code bound}. */
  Weight(String name, int rows, int columns, Role role, float bound) {
    this.bound = bound;
    this.name = name;
    this.values = Matrix.of(rows, columns);
    this.role = role;
  }

  /** The name, unique in its network: {@code layers.0.wx}. */
  public String name() {
    return name;
  }

  /** The values; call {@link #changed()} after writing to them. */
  public Matrix values() {
    return values;
  }

  /** What may happen to it. */
  public Role role() {
    return role;
  }

  /** Number of values. */
  public int size() {
    return values.size();
  }

  /** Rises with every change. */
  public long version() {
    return version;
  }

  /** The packed copies that passes share which only predict. */
  PackedCopies packed() {
    return packed;
  }

  /** Largest magnitude that a value may have; infinity for a weight without a bound. */
  public float bound() {
    return bound;
  }

  /**
   * Tells that the values were written to. Those of a weight with a bound are brought back within
   * it: so it holds whatever optimiser, file or user wrote, and the next step starts from there.
   */
  public void changed() {
    if (bound < Float.POSITIVE_INFINITY) {
      float[] data = values.data();
      for (int j = values.at(0), end = j + values.size(); j < end; j++) {
        data[j] = Math.abs(data[j]) > bound ? Math.copySign(bound, data[j]) : data[j]; // NaN stays
      }
    }
    version++;
  }

  /** Name and shape. */
  @Override
  public String toString() {
    return name + " " + values;
  }
}
