package sluice.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The number that is predicted for each window or whole series, scaled by those of the training
 * windows.
 *
 * @param column the column it stands in
 * @param scaler fitted on the training windows
 * @param quantiles that are predicted in place of one number, rising; none for one number
 */
public record NumberLabels(String column, Scaler scaler, List<Double> quantiles) {
  public NumberLabels {
    quantiles = List.copyOf(quantiles);
  }

  /** One number. */
  public NumberLabels(String column, Scaler scaler) {
    this(column, scaler, List.of());
  }

  /** The same column and scaler, with these quantiles of it. */
  public NumberLabels quantiles(List<Double> own) {
    return new NumberLabels(column, scaler, own);
  }

  /** Numbers that are predicted: 1, or one a quantile. */
  public int answers() {
    return Math.max(1, quantiles.size());
  }

  /** Their names: the column, or column_q0.1 … */
  public List<String> names() {
    return names(column, quantiles);
  }

  /** Names of what is predicted of a column. */
  public static List<String> names(String column, List<Double> quantiles) {
    return quantiles.isEmpty()
        ? List.of(column)
        : quantiles.stream().map(q -> column + "_q" + q).toList();
  }

  /**
   * Fits the scaler.
   *
   * @throws BadData if the numbers are all the same, or a window has none and missing values are
   *     refused
   */
  public static NumberLabels fit(String column, Scaler.Kind kind, Windows training) {
    var values = new double[training.count()];
    int count = 0;
    for (int window = 0; window < values.length; window++) {
      Series series = training.of(window).series();
      int step = Labels.step(training, window);
      double value =
          PreparedBuilder.bend(series, column, step, number(column, training, window), kind);
      if (!Double.isNaN(value)) {
        values[count++] = value;
      } else if (series.settings().missing() == MissingPolicy.REFUSE) {
        throw PreparedBuilder.missing(series, column, step, 1);
      }
    }
    double[] known = count == values.length ? values : Arrays.copyOf(values, count);
    // The bend is done: what is left of a logarithm is a standard scaler.
    Scaler.Kind rest = kind == Scaler.Kind.LOG ? Scaler.Kind.STANDARD : kind;
    Optional<Scaler> fitted = Scaler.fit(rest, column, known);
    if (fitted.isEmpty()) {
      throw BadData.because("the number to be predicted is the same in all training windows")
          .file(training.prepared().getFirst().series().source())
          .column(column)
          .expected("at least two different values")
          .found(known.length == 0 ? "none" : NumberText.write(known[0]))
          .next("Check that the right column is named.")
          .error();
    }
    return new NumberLabels(
        column, new Scaler(kind, column, fitted.get().shift(), fitted.get().scale()));
  }

  /**
   * The windows that have a number.
   *
   * @throws BadData if one has none and missing values are refused
   */
  public Windows known(Windows windows) {
    return windows.keep(window -> {
      if (has(windows, window)) {
        return true;
      }
      Series series = windows.of(window).series();
      if (series.settings().missing() == MissingPolicy.REFUSE) {
        throw PreparedBuilder.missing(series, column, Labels.step(windows, window), 1);
      }
      return false;
    });
  }

  /** Whether a window has a number. */
  public boolean has(Windows windows, int window) {
    return !Double.isNaN(value(windows, window));
  }

  /** The number of a window in its own unit; NaN where missing or not yet there. */
  public double value(Windows windows, int window) {
    return number(column, windows, window);
  }

  /**
   * The number of a window, which must be 0 or 1.
   *
   * @throws BadData if it is neither
   */
  public double yesOrNo(Windows windows, int window) {
    double value = value(windows, window);
    if (value != 0 && value != 1) {
      int step = Labels.step(windows, window);
      Series series = windows.of(window).series();
      throw series
          .at("not 0 or 1", step, column)
          .expected("1 where both sides belong together, else 0; for scores take loss: squared")
          .found(BadData.quote(series.column(column).text(step)))
          .error();
    }
    return value;
  }

  private static double number(String column, Windows windows, int window) {
    int step = Labels.step(windows, window);
    Series series = windows.of(window).series();
    return step < series.length() ? Labels.number(series, column, step) : Double.NaN;
  }
}
