package sluice.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The workloads as a textbook writes them: nested loops over arrays of doubles, one thread, no
 * library. The floor under every other figure.
 *
 * <p>Ids are looked up rather than multiplied out, loops run along rows of memory, and arrays are
 * made once; nothing else is done for speed.
 */
public final class Textbook implements Engine {

  /** Workload and threads; see {@link Child}. */
  public static void main(String[] arguments) {
    Child.run(new Textbook(), arguments);
  }

  @Override
  public String name() {
    return "textbook";
  }

  @Override
  public String version() {
    return "nested loops in Java " + Runtime.version().feature();
  }

  @Override
  public Task prepare(Workload work, int threads) {
    if (threads != 1) {
      throw new IllegalArgumentException("the textbook has one thread, not " + threads);
    }
    return new TextbookTask(work);
  }

  /** One LSTM layer over all steps, gates in the order i f g o. */
  static final class Layer {
    private final int steps;
    private final int sequences;
    private final int inputs;
    private final int hidden;
    final double[][] wx; // [I][4H]
    final double[][] wh; // [H][4H]
    final double[][] b; // [1][4H]
    final double[][] dwx;
    final double[][] dwh;
    final double[][] db;
    final double[][] h; // [N][H]
    final double[][] dx; // [N][I]
    private final double[][] gates; // [N][4H]
    private final double[][] c; // [N][H]
    private final double[][] firstH; // [B][H]
    private final double[][] firstC; // [B][H]
    private final double[][] da; // [B][4H]
    private final double[][] dhNext; // [B][H]
    private final double[][] dcNext; // [B][H]

    Layer(Workload work, Data.Lstm weights) {
      steps = work.batch().steps();
      sequences = work.batch().sequences();
      hidden = work.stack().hidden();
      inputs = weights.wx().length / (4 * hidden);
      int rows = work.rows();
      wx = rows(weights.wx(), inputs);
      wh = rows(weights.wh(), hidden);
      b = rows(weights.b(), 1);
      dwx = new double[inputs][4 * hidden];
      dwh = new double[hidden][4 * hidden];
      db = new double[1][4 * hidden];
      h = new double[rows][hidden];
      dx = new double[rows][inputs];
      gates = new double[rows][4 * hidden];
      c = new double[rows][hidden];
      firstH = new double[sequences][hidden];
      firstC = new double[sequences][hidden];
      da = new double[sequences][4 * hidden];
      dhNext = new double[sequences][hidden];
      dcNext = new double[sequences][hidden];
    }

    /** From x [N][I] to {@link #h}; {@code ids} stand for one-hot rows where there is no x. */
    void forward(double[][] x, int[] ids) {
      for (int row = 0; row < steps * sequences; row++) {
        double[] a = gates[row];
        System.arraycopy(b[0], 0, a, 0, a.length);
        if (x.length == 0) {
          addScaled(1, wx[ids[row]], a);
        } else {
          addProduct(x[row], wx, a);
        }
        addProduct(before(row, h, firstH), wh, a);
        double[] cBefore = before(row, c, firstC);
        for (int j = 0; j < hidden; j++) {
          a[j] = sigmoid(a[j]);
          a[hidden + j] = sigmoid(a[hidden + j]);
          a[2 * hidden + j] = Math.tanh(a[2 * hidden + j]);
          a[3 * hidden + j] = sigmoid(a[3 * hidden + j]);
          c[row][j] = a[hidden + j] * cBefore[j] + a[j] * a[2 * hidden + j];
          h[row][j] = a[3 * hidden + j] * Math.tanh(c[row][j]);
        }
      }
    }

    /** From dh [N][H] to {@link #dx} and the gradients of the weights, which it adds to. */
    void backward(double[][] x, int[] ids, double[][] dh) {
      clear(dhNext);
      clear(dcNext);
      for (int row = steps * sequences - 1; row >= 0; row--) {
        int s = row % sequences;
        double[] da = this.da[s];
        gateGradients(row, dh[row], dhNext[s], dcNext[s], da);
        if (x.length == 0) {
          addScaled(1, da, dwx[ids[row]]);
        } else {
          addOuter(x[row], da, dwx);
          setTransposed(wx, da, dx[row]);
        }
        addOuter(before(row, h, firstH), da, dwh);
        addScaled(1, da, db[0]);
        setTransposed(wh, da, dhNext[s]);
      }
    }

    private void gateGradients(
        int row, double[] dy, double[] dhNext, double[] dcNext, double[] da) {
      double[] a = gates[row];
      double[] cBefore = before(row, c, firstC);
      for (int j = 0; j < hidden; j++) {
        double i = a[j];
        double f = a[hidden + j];
        double g = a[2 * hidden + j];
        double o = a[3 * hidden + j];
        double tanh = Math.tanh(c[row][j]);
        double dh = dy[j] + dhNext[j];
        double dc = dcNext[j] + dh * o * (1 - tanh * tanh);
        da[j] = dc * g * i * (1 - i);
        da[hidden + j] = dc * cBefore[j] * f * (1 - f);
        da[2 * hidden + j] = dc * i * (1 - g * g);
        da[3 * hidden + j] = dh * tanh * o * (1 - o);
        dcNext[j] = dc * f;
      }
    }

    /** The last step's state becomes the first one's. */
    void carry() {
      for (int s = 0; s < sequences; s++) {
        int row = (steps - 1) * sequences + s;
        System.arraycopy(h[row], 0, firstH[s], 0, hidden);
        System.arraycopy(c[row], 0, firstC[s], 0, hidden);
      }
    }

    private double[] before(int row, double[][] states, double[][] first) {
      return row < sequences ? first[row] : states[row - sequences];
    }

    /** Each weight with its gradient. */
    List<double[][][]> weights() {
      return List.of(
          new double[][][] {wx, dwx}, new double[][][] {wh, dwh}, new double[][][] {b, db});
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** y += x·w. */
  static void addProduct(double[] x, double[][] w, double[] y) {
    for (int r = 0; r < x.length; r++) {
      addScaled(x[r], w[r], y);
    }
  }

  /** x = w·y. */
  static void setTransposed(double[][] w, double[] y, double[] x) {
    for (int r = 0; r < x.length; r++) {
      double sum = 0;
      for (int j = 0; j < y.length; j++) {
        sum += w[r][j] * y[j];
      }
      x[r] = sum;
    }
  }

  /** w += xᵀ·y. */
  static void addOuter(double[] x, double[] y, double[][] w) {
    for (int r = 0; r < x.length; r++) {
      addScaled(x[r], y, w[r]);
    }
  }

  static void addScaled(double factor, double[] x, double[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += factor * x[j];
    }
  }

  static void clear(double[][] values) {
    for (double[] row : values) {
      Arrays.fill(row, 0);
    }
  }

  static double[][] rows(float[] values, int rows) {
    int columns = values.length / rows;
    double[][] matrix = new double[rows][columns];
    for (int j = 0; j < values.length; j++) {
      matrix[j / columns][j % columns] = values[j];
    }
    return matrix;
  }
}
