package sluice.data;

import java.util.Arrays;

/** How much each window, sequence or row counts in the loss. */
public final class RowWeights {
  private RowWeights() {}

  /** All alike. */
  public static float[] even(int count) {
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    return weights;
  }

  /**
   * The numbers of a column at the step that is predicted.
   *
   * @throws BadData if one is missing, below 0, or all are 0
   */
  public static float[] column(Windows windows, String column) {
    float[] weights = new float[windows.count()];
    boolean any = weights.length == 0;
    for (int window = 0; window < weights.length; window++) {
      Series series = windows.of(window).series();
      int step = Labels.step(windows, window);
      double weight = Labels.number(series, column, step);
      if (!(weight >= 0) || !Float.isFinite((float) weight)) {
        throw series
            .at("not a weight", step, column)
            .expected("a number of at least 0")
            .found(BadData.quote(series.column(column).text(step)))
            .error();
      }
      weights[window] = (float) weight;
      any |= weight > 0;
    }
    if (!any) {
      throw BadData.because("all weights are 0").column(column).error();
    }
    return weights;
  }

  /**
   * What a row of each class weighs so that all classes count alike together: rows ÷ (classes ·
   * rows of the class). Their mean over the rows is 1.
   *
   * @param counts rows of each class
   */
  public static float[] balanced(long... counts) {
    long rows = Arrays.stream(counts).sum();
    long seen = Arrays.stream(counts).filter(c -> c > 0).count();
    float[] weights = new float[counts.length];
    for (int c = 0; c < counts.length; c++) {
      weights[c] = counts[c] == 0 ? 1 : (float) ((double) rows / (seen * counts[c]));
    }
    return weights;
  }
}
