package sluice.inspect;

import java.util.Arrays;

/** The numbers of a sequence in one row, cut into rows of another width, and back. */
final class ReferenceReshape implements ReferenceLayer {
  private final int steps; // 0: as many as come of the columns
  private final int columns; // 0: as many as come of the steps
  private int inputs;

  ReferenceReshape(int steps, int columns) {
    this.steps = steps;
    this.columns = columns;
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    inputs = x[0].length;
    return cut(x, columns > 0 ? columns : steps * inputs);
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    return cut(dy, inputs);
  }

  private static double[][] cut(double[][] rows, int width) {
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    double[][] cut = new double[all.length / width][];
    for (int t = 0; t < cut.length; t++) {
      cut[t] = Arrays.copyOfRange(all, t * width, (t + 1) * width);
    }
    return cut;
  }
}
