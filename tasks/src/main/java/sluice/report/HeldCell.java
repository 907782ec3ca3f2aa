package sluice.report;

/**
 * What one cell did over a sequence.
 *
 * @param unit its number, from 0
 * @param keeps mean of the gate that keeps (f, or z of a GRU) over the steps; without such a gate
 *     the correlation of its state with that of the step before, 0 of a state that does not change
 * @param half steps until half of what it held is left by that gate alone, T·ln ½ ∕ Σ ln f;
 *     infinite where all is kept, NaN without such a gate
 * @param least its least state
 * @param greatest its greatest state
 * @param input the column of the input with which its state goes most; empty for none
 * @param correlation r with it, over the steps; 0 for none
 */
public record HeldCell(
    int unit,
    double keeps,
    double half,
    double least,
    double greatest,
    String input,
    double correlation) {

  static HeldCell of(GateStudy study, int unit) {
    double[] state = column(study.cell(), unit);
    int keeper = study.keeper();
    double keeps = 0;
    double half = Double.NaN;
    if (keeper >= 0) {
      double logs = 0;
      double[] gate = column(study.gates().get(keeper).values(), unit);
      for (double value : gate) {
        keeps += value / gate.length;
        logs += StrictMath.log(value);
      }
      half = gate.length * StrictMath.log(0.5) / logs;
    } else {
      keeps = correlation(state, 0, state, 1, state.length - 1);
    }
    double least = state[0];
    double greatest = state[0];
    for (double value : state) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    String input = "";
    double best = 0;
    for (GateStudy.Input column : study.inputs()) {
      double r = correlation(state, 0, column.values(), 0, state.length);
      if (Math.abs(r) > Math.abs(best)) {
        best = r;
        input = column.name();
      }
    }
    return new HeldCell(unit, keeps, Math.abs(half), least, greatest, input, best);
  }

  static double[] column(float[][] rows, int unit) {
    double[] column = new double[rows.length];
    for (int t = 0; t < rows.length; t++) {
      column[t] = rows[t][unit];
    }
    return column;
  }

  /** Pearson's r of so many values; 0 where one does not change. */
  static double correlation(double[] x, int fromX, double[] y, int fromY, int count) {
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < count; i++) {
      meanX += x[fromX + i] / count;
      meanY += y[fromY + i] / count;
    }
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < count; i++) {
      double a = x[fromX + i] - meanX;
      double b = y[fromY + i] - meanY;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    double least = 1e-12 * count; // what does not change but for rounding
    return xx > least && yy > least ? xy / Math.sqrt(xx * yy) : 0;
  }
}
