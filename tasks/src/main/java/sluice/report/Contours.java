package sluice.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.IntStream;
import sluice.report.Ticks.Tick;

/**
 * Outlines of where a grid of numbers is at least a level, by marching squares: straight between
 * neighbours, closed along the border. A number that is not finite is below every level.
 */
final class Contours {
  private static final double MANY_TIMES = 12;
  private static final double LEAST_SHARE = 0.05; // of the places, below the first of many levels

  private final double[][] values; // with a border, that nothing reaches
  private final int columns;
  private final double[] xs;
  private final double[] ys;

  /**
   * Over a grid.
   *
   * @param values by y, then by x
   * @param xs place of each column in the picture
   * @param ys place of each row in the picture
   */
  Contours(double[][] values, double[] xs, double[] ys) {
    columns = xs.length + 2;
    this.values = new double[ys.length + 2][columns];
    Arrays.stream(this.values).forEach(row -> Arrays.fill(row, Double.NaN));
    for (int i = 0; i < ys.length; i++) {
      System.arraycopy(values[i], 0, this.values[i + 1], 1, xs.length);
    }
    this.xs = bordered(xs);
    this.ys = bordered(ys);
  }

  /** The border lies on the edge itself. */
  private static double[] bordered(double[] places) {
    double[] wider = new double[places.length + 2];
    System.arraycopy(places, 0, wider, 1, places.length);
    wider[0] = places[0];
    wider[wider.length - 1] = places[places.length - 1];
    return wider;
  }

  /**
   * Round levels that part some numbers: of equal ratios where those differ many times, of equal
   * ratios above the least where most lie close to it, else of equal differences.
   *
   * @param most about how many
   */
  static double[] levels(double[][] values, int most) {
    double[] sorted =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (sorted.length == 0 || sorted[0] == sorted[sorted.length - 1]) {
      return new double[0];
    }
    double lo = sorted[0];
    double hi = sorted[sorted.length - 1];
    if (lo > 0 && hi / lo > MANY_TIMES) {
      return ratios(0, lo, hi, most);
    }
    double[] above = Arrays.stream(sorted).map(value -> value - lo).toArray();
    if (above[above.length - 1] > MANY_TIMES * above[above.length / 2]) {
      double least = above[(int) (LEAST_SHARE * above.length)];
      return ratios(lo, Math.max(least, (hi - lo) / 1e6), hi - lo, most);
    }
    return Ticks.linear(lo, hi, Ticks.step(hi - lo, most)).stream()
        .mapToDouble(Tick::at)
        .filter(level -> level > lo && level < hi)
        .toArray();
  }

  /** Above {@code foot} from near {@code lo} to near {@code hi}, of two digits that matter. */
  private static double[] ratios(double foot, double lo, double hi, int most) {
    return IntStream.range(1, most)
        .mapToDouble(k -> lo * StrictMath.pow(hi / lo, (double) k / most))
        .map(value -> new BigDecimal(value).round(new MathContext(2)).doubleValue())
        .filter(value -> value > lo && value < hi)
        .distinct()
        .map(value -> foot + value)
        .toArray();
  }

  /** The outline of where the numbers are at least {@code level}, as the path of a picture. */
  String above(double level) {
    return outline(level, true);
  }

  /** The same without what runs along the border. */
  String lines(double level) {
    return outline(level, false);
  }

  private String outline(double level, boolean closed) {
    int[] next = new int[2 * values.length * columns];
    Arrays.fill(next, -1);
    for (int i = 0; i + 1 < values.length; i++) {
      for (int j = 0; j + 1 < columns; j++) {
        cell(i, j, level, next);
      }
    }
    var outline = new StringBuilder();
    for (int edge = 0; edge < next.length; edge++) {
      boolean drawing = false;
      for (int at = edge; next[at] >= 0; ) {
        int after = next[at];
        next[at] = -1;
        boolean draw = closed || !border(at) && !border(after);
        if (draw && !drawing) {
          outline.append('M');
          point(at, level, outline);
        }
        if (draw) {
          outline.append('L');
          point(after, level, outline);
        }
        drawing = draw;
        at = after;
      }
    }
    return outline.toString();
  }

  /** Whether one end of an edge lies on the border. */
  private boolean border(int edge) {
    int i = edge / 2 / columns;
    int j = edge / 2 % columns;
    int down = edge % 2;
    return i == 0 || j == 0 || i + down == values.length - 1 || j + 1 - down == columns - 1;
  }

  /**
   * Joins the edges through which an outline leaves a cell with those through which it comes in.
   * Round the cell, an edge leads out of what is above the level, or into it; the same edge does
   * the other of the two in the cell beyond it.
   */
  private void cell(int i, int j, double level, int[] next) {
    double[] corners = {values[i][j], values[i][j + 1], values[i + 1][j + 1], values[i + 1][j]};
    int[] edges = {edge(i, j, 0), edge(i, j + 1, 1), edge(i + 1, j, 0), edge(i, j, 1)};
    // Where opposite corners are above, the mean of all says whether they hang together.
    boolean joined = Arrays.stream(corners).sum() / corners.length >= level;
    for (int k = 0; k < 4; k++) {
      if (corners[k] >= level && !(corners[(k + 1) % 4] >= level)) {
        int turn = joined ? 1 : 3;
        int into = (k + turn) % 4;
        while (!(corners[(into + 1) % 4] >= level) || corners[into] >= level) {
          into = (into + turn) % 4;
        }
        next[edges[k]] = edges[into];
      }
    }
  }

  /** The number of the edge from a node to that beside it (0) or below it (1). */
  private int edge(int i, int j, int down) {
    return 2 * (i * columns + j) + down;
  }

  private void point(int edge, double level, StringBuilder outline) {
    int down = edge % 2;
    int i = edge / 2 / columns;
    int j = edge / 2 % columns;
    double from = values[i][j];
    double to = values[i + down][j + 1 - down];
    double share = (level - from) / (to - from);
    share = Double.isFinite(share) ? share : 0.5;
    double x = xs[j] + share * (xs[j + 1 - down] - xs[j]);
    double y = ys[i] + share * (ys[i + down] - ys[i]);
    outline.append(Svg.decimal(x)).append(' ').append(Svg.decimal(y));
  }
}
