package sluice.metric;

/** Which way a metric improves. */
public enum Direction {
  /** The smaller figure is the better one, as for an error. */
  LOWER_IS_BETTER,
  /** The larger figure is the better one, as for an accuracy. */
  HIGHER_IS_BETTER;

  /**
   * Says whether one figure is strictly better than another.
   *
   * @param figure the figure in question
   * @param other the figure it is compared with
   * @return true if {@code figure} is better; false if they are equal or one of them is NaN
   */
  public boolean better(double figure, double other) {
    return this == LOWER_IS_BETTER ? figure < other : figure > other;
  }
}
