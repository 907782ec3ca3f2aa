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
  private final PackedCopies packed = new PackedCopies();
  private long version;

  /** A weight of zeros, [rows, columns]. */
  public Weight(String name, int rows, int columns, Role role) {
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

  /** Tells that the values were written to. */
  public void changed() {
    version++;
  }

  /** Name and shape. */
  @Override
  public String toString() {
    return name + " " + values;
  }
}
