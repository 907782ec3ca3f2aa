package sluice.data;

/**
 * The inputs of windows as a network reads them: the history, or history and horizon with the
 * indicator.
 */
public final class WindowInputs {
  private final Windows windows;
  private final boolean withHorizon;
  private final int longest;
  private final Expansion expansion;

  /**
   * Inputs of these windows.
   *
   * @param withHorizon whether the steps to be forecast follow, with what is known ahead
   */
  public WindowInputs(Windows windows, boolean withHorizon) {
    this.windows = windows;
    this.withHorizon = withHorizon;
    int most = 1;
    for (int window = 0; window < windows.count(); window++) {
      most = Math.max(most, steps(window));
    }
    longest = most;
    expansion = Expansion.of(windows.prepared().getFirst().preparation());
  }

  /** The windows behind. */
  public Windows windows() {
    return windows;
  }

  /** Columns of a step. */
  public int width() {
    return base() + expansion.count();
  }

  /** Columns that are not made of others. */
  private int base() {
    return withHorizon ? windows.sequenceWidth() : windows.width();
  }

  /** Steps of a window. */
  public int steps(int window) {
    return windows.history(window) + (withHorizon ? windows.shape().horizon() : 0);
  }

  /** Steps of the longest window. */
  public int maxSteps() {
    return longest;
  }

  /** Writes all steps, [steps, width] row by row. Modified: {@code into}. */
  public void copy(int window, float[] into) {
    plain(window, into);
    windows
        .mix()
        .ifPresent(mix -> {
          int donor = mix.donor(window);
          float[] other = new float[steps(donor) * width()];
          plain(donor, other);
          mix.take(other, steps(donor), into, steps(window), width());
        });
    for (int t = 0; t < steps(window); t++) {
      expansion.fill(into, t * width(), t * width() + base());
    }
  }

  /** Writes one step of a history, without the columns of other windows. Modified: {@code into}. */
  public void copyStep(int window, int step, float[] into) {
    windows.copyStep(window, step, into);
    expansion.fill(into, 0, base());
  }

  private void plain(int window, float[] into) {
    if (withHorizon) {
      windows.copySequence(window, into, 0, width());
    } else {
      windows.copyHistory(window, into, 0, width());
    }
  }
}
