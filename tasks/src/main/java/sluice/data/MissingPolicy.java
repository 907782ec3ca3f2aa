package sluice.data;

/**
 * What becomes of missing values and of steps for which a table has no row.
 *
 * <p>Whatever is filled in never looks past a window's origin: a gap that reaches over the origin
 * is carried from the left there, even by {@link #INTERPOLATE}. Targets that were filled in are
 * shown to the net as history, but neither trained on nor counted in a metric.
 */
public enum MissingPolicy {
  /** An error that names the first one and counts the rest. */
  REFUSE,
  /**
   * A straight line between the neighbours; the nearest value before the first and after the last.
   */
  INTERPOLATE,
  /** The last value before; the first one after where none is before. */
  CARRY,
  /** The training mean, and a 0/1 column {@code NAME.missing} beside it. */
  MASK,
  /** The training mean, and nothing beside it; of names, 0 in all their columns. */
  MEAN;

  /** Whether what is missing becomes the training mean. */
  boolean fillsMean() {
    return this == MASK || this == MEAN;
  }
}
