package sluice.report;

/**
 * How strongly values are related to those before them.
 *
 * @param r at each lag from 1 on: Σ (eₜ − ē)(eₜ₋ₖ − ē) ÷ Σ (eₜ − ē)²; empty if it is undefined
 * @param bound beyond ±this one in twenty lags of unrelated values would lie, 1.96 ÷ √n
 */
record Autocorrelation(double[] r, double bound) {
  private static final int MOST_LAGS = 42;
  private static final double TWO_SIDED_95 = 1.959963984540054;

  /** Measures values in order of time; pairs with one that is not finite are left out. */
  static Autocorrelation of(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        sum += value;
        count++;
      }
    }
    double mean = sum / count;
    double[] centred = new double[values.length];
    double squares = 0;
    for (int t = 0; t < values.length; t++) {
      centred[t] = Double.isFinite(values[t]) ? values[t] - mean : 0; // adds nothing to any sum
      squares += centred[t] * centred[t];
    }
    int lags = squares > 0 ? Math.min(MOST_LAGS, count / 4) : 0;
    double[] r = new double[lags];
    for (int lag = 1; lag <= lags; lag++) {
      double products = 0;
      for (int t = lag; t < values.length; t++) {
        products += centred[t] * centred[t - lag];
      }
      r[lag - 1] = products / squares;
    }
    return new Autocorrelation(r, TWO_SIDED_95 / Math.sqrt(Math.max(1, count)));
  }
}
