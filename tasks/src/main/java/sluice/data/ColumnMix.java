package sluice.data;

import java.util.List;

/**
 * Some columns of each window taken from another window: what an answer loses by it is what they
 * are worth.
 *
 * <p>A column is taken as it runs through the steps of the other window; where that is shorter, it
 * is run through again.
 */
public final class ColumnMix {
  private final int[] donors;
  private final int[] columns;

  /**
   * Columns of other windows.
   *
   * @param donors the window that each window takes them from
   * @param columns which, counted from 0
   */
  public ColumnMix(int[] donors, List<Integer> columns) {
    this.donors = donors.clone();
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
  }

  int donor(int window) {
    return donors[window];
  }

  /** Takes the columns. Modified: {@code into}, [steps, width]. */
  void take(float[] from, int fromSteps, float[] into, int steps, int width) {
    for (int t = 0; t < steps; t++) {
      for (int column : columns) {
        into[t * width + column] = from[t % fromSteps * width + column];
      }
    }
  }
}
