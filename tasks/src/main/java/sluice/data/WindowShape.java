package sluice.data;

/**
 * What a window holds, seen from its origin: the step behind the last one of its history.
 *
 * @param history steps before the origin that a net reads, at least 1; 0 for a whole series
 * @param first the first step to be predicted, counted from the origin: 0 is the origin itself, −1
 *     the last step of the history
 * @param last the last step to be predicted
 * @param stride steps from one window to the next, at least 1
 */
public record WindowShape(int history, int first, int last, int stride) {
  /** Checks the ranges. */
  public WindowShape {
    if (history < 0 || first < -1 || last < first || stride < 1) {
      throw new IllegalArgumentException(
          "a window needs a history of at least 1 step, something to predict and a stride of at "
              + "least 1 step, had history "
              + history
              + ", first "
              + first
              + ", last "
              + last
              + ", stride "
              + stride);
    }
  }

  /** The next {@code horizon} steps after a history. */
  public static WindowShape forecast(int history, int horizon) {
    atLeast(1, history, "history");
    atLeast(1, horizon, "horizon");
    return new WindowShape(history, 0, horizon - 1, 1);
  }

  /** One step, {@code ahead} steps after the last one of a history; 0 for that one itself. */
  public static WindowShape label(int history, int ahead) {
    atLeast(1, history, "history");
    atLeast(0, ahead, "ahead");
    return new WindowShape(history, ahead - 1, ahead - 1, 1);
  }

  /** A whole series each, predicted at its last step. */
  public static WindowShape whole() {
    return new WindowShape(0, -1, -1, 1);
  }

  /** A copy with another stride. */
  public WindowShape stride(int value) {
    return new WindowShape(history, first, last, value);
  }

  /** Steps to be predicted. */
  public int horizon() {
    return last - first + 1;
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          name
              + " must be at least "
              + least
              + (least == 1 ? " step" : " steps")
              + ", was "
              + value);
    }
  }
}
