package sluice.inspect;

import java.util.ArrayList;
import java.util.List;
import sluice.nn.LayerSpec;

/**
 * Columns that hold numbers of names become the rows of tables, all others pass.
 *
 * <pre>
 *   y = [… x_j … W[id(x_k)] …]      dW[id] += the band of dy    dx_j = dy_j    dx_k = 0
 * </pre>
 */
final class ReferenceEmbeddedColumns implements ReferenceLayer {
  private final LayerSpec.EmbeddedColumnsSpec spec;
  private final List<ReferenceWeight> tables; // [names + 1, size] each

  private double[][] x = {}; // [T, I]
  private double nearestKink;

  ReferenceEmbeddedColumns(LayerSpec.EmbeddedColumnsSpec spec, List<ReferenceWeight> tables) {
    this.spec = spec;
    this.tables = tables;
  }

  /** The table of a column; −1 for one that passes. */
  private int table(int column) {
    return spec.tables().stream().map(LayerSpec.EmbeddedColumn::column).toList().indexOf(column);
  }

  private static int row(double value, double[][] table) {
    double nearest = Math.floor(value + 0.5);
    return nearest >= 1 && nearest < table.length ? (int) nearest : 0;
  }

  /** Distance of a number of a name to the nearest at which another row is read. */
  private static double toAnother(double value, double[][] table) {
    double nearest = Math.min(Math.max(Math.floor(value), 0), table.length - 1) + 0.5;
    return Math.abs(value - nearest);
  }

  @Override
  public double[][] forward(double[][] x, double[] start, long id) {
    this.x = x;
    nearestKink = Double.POSITIVE_INFINITY;
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j < x[t].length; j++) {
        int at = table(j);
        if (at < 0) {
          row.add(x[t][j]);
        } else {
          double[][] w = tables.get(at).values();
          nearestKink = Math.min(nearestKink, toAnother(x[t][j], w));
          for (double value : w[row(x[t][j], w)]) {
            row.add(value);
          }
        }
      }
      y[t] = row.stream().mapToDouble(Double::doubleValue).toArray();
    }
    return y;
  }

  @Override
  public double[][] backward(double[][] dy, double[] dEnd) {
    double[][] dx = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      dx[t] = new double[x[t].length];
      int next = 0; // column of dy
      for (int j = 0; j < x[t].length; j++) {
        int at = table(j);
        if (at < 0) {
          dx[t][j] = dy[t][next++];
        } else {
          double[] dw = tables.get(at).gradient()[row(x[t][j], tables.get(at).values())];
          for (int k = 0; k < dw.length; k++) {
            dw[k] += dy[t][next++];
          }
        }
      }
    }
    return dx;
  }

  @Override
  public double nearestKink() {
    return nearestKink;
  }

  @Override
  public List<ReferenceWeight> weights() {
    return tables;
  }
}
