package sluice.kernel;

import static sluice.kernel.Fma.fma;

/**
 * The specification: plain loops that every other form must equal to the last bit.
 *
 * <p>Four columns of a product are summed side by side, because one chain alone would wait for each
 * of its additions.
 */
final class ScalarKernels implements Kernels {
  /** Columns that are summed side by side. */
  private static final int COLUMNS = 4;

  private final ScalarCells cells = new ScalarCells();
  private final int panel;

  /** With the smallest panels. */
  ScalarKernels() {
    this(COLUMNS);
  }

  /**
   * With the panels of other kernels, so that both can read what one has packed.
   *
   * @param panel columns of one panel, a multiple of {@value #COLUMNS}
   */
  ScalarKernels(int panel) {
    this.panel = panel;
  }

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public int panel() {
    return panel;
  }

  @Override
  public void pack(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    Packing.pack(panel, k, from, to, b, bAt, ldb, packed, packedAt);
  }

  @Override
  public void packTransposed(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    Packing.packTransposed(panel, k, from, to, b, bAt, ldb, packed, packedAt);
  }

  @Override
  public void product(
      int m,
      int k,
      int from,
      int to,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      int packedAt,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    for (int i = 0; i < m; i++) {
      int row = aAt + i * lda;
      for (int j = from; j < to; j += COLUMNS) {
        int first = packedAt + (j - j % panel) * k + j % panel;
        int out = cAt + i * ldc + j;
        int columns = Math.min(COLUMNS, to - j);
        for (int block = 0; block < k || (block == 0 && !add); block += BLOCK) {
          int end = Math.min(block + BLOCK, k);
          int at = first + block * panel;
          float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
          for (int t = block; t < end; t++, at += panel) {
            float x = a[row + t];
            s0 = fma(x, packed[at], s0);
            s1 = fma(x, packed[at + 1], s1);
            s2 = fma(x, packed[at + 2], s2);
            s3 = fma(x, packed[at + 3], s3);
          }
          store(columns, s0, s1, s2, s3, c, out, add || block > 0);
        }
      }
    }
  }

  private static void store(
      int columns, float s0, float s1, float s2, float s3, float[] c, int at, boolean add) {
    c[at] = (add ? c[at] : 0f) + s0;
    if (columns > 1) {
      c[at + 1] = (add ? c[at + 1] : 0f) + s1;
    }
    if (columns > 2) {
      c[at + 2] = (add ? c[at + 2] : 0f) + s2;
    }
    if (columns > 3) {
      c[at + 3] = (add ? c[at + 3] : 0f) + s3;
    }
  }

  @Override
  public int transposedScratch(int rows, int m, int n) {
    return Math.min(rows, BLOCK) * COLUMNS;
  }

  @Override
  public void transposedProduct(
      int rows,
      int m,
      int n,
      float[] a,
      int aAt,
      int lda,
      float[] b,
      int bAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc,
      boolean add,
      float[] scratch) {
    for (int block = 0; block < rows || (block == 0 && !add); block += BLOCK) {
      int count = Math.min(BLOCK, rows - block);
      for (int j = 0; j < n; j += COLUMNS) {
        int columns = Math.min(COLUMNS, n - j);
        Packing.pack(COLUMNS, count, 0, columns, b, bAt + block * ldb + j, ldb, scratch, 0);
        for (int i = 0; i < m; i++) {
          float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
          for (int t = 0, at = 0; t < count; t++, at += COLUMNS) {
            float x = a[aAt + (block + t) * lda + i];
            s0 = fma(x, scratch[at], s0);
            s1 = fma(x, scratch[at + 1], s1);
            s2 = fma(x, scratch[at + 2], s2);
            s3 = fma(x, scratch[at + 3], s3);
          }
          store(columns, s0, s1, s2, s3, c, cAt + i * ldc + j, add || block > 0);
        }
      }
    }
  }

  @Override
  public void columnSums(
      int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    for (int block = 0; block < rows || (block == 0 && !add); block += BLOCK) {
      int end = Math.min(block + BLOCK, rows);
      for (int j = 0; j < n; j++) {
        float sum = 0;
        for (int t = block; t < end; t++) {
          sum += a[aAt + t * lda + j];
        }
        c[cAt + j] = (add || block > 0 ? c[cAt + j] : 0f) + sum;
      }
    }
  }

  @Override
  public void lstmForward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] c,
      int cAt,
      float[] tanhC,
      int tAt,
      float[] y,
      int yAt) {
    ScalarGates.lstmForward(
        rows, h, from, to, a, aAt, cBefore, cBeforeAt, c, cAt, tanhC, tAt, y, yAt);
  }

  @Override
  public void lstmBackward(
      int rows,
      int h,
      int from,
      int to,
      float[] a,
      int aAt,
      float[] cBefore,
      int cBeforeAt,
      float[] tanhC,
      int tAt,
      float[] dh,
      int dhAt,
      float[] dc,
      int dcAt) {
    ScalarGates.lstmBackward(
        rows, h, from, to, a, aAt, cBefore, cBeforeAt, tanhC, tAt, dh, dhAt, dc, dcAt);
  }

  @Override
  public Cells cells() {
    return cells;
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Functions.tanh(x[xAt + j]);
    }
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Functions.sigmoid(x[xAt + j]);
    }
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = x[xAt + j] <= 0 ? 0f : x[xAt + j];
    }
  }

  @Override
  public void exp(int n, float[] x, int xAt, float shift, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Functions.exp(x[xAt + j] - shift);
    }
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = Functions.log(x[xAt + j]);
    }
  }

  @Override
  public void tanhBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j++) {
      float value = y[yAt + j];
      dx[dxAt + j] = dy[dyAt + j] * fma(-value, value, 1f);
    }
  }

  @Override
  public void sigmoidBackward(
      int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j++) {
      float value = y[yAt + j];
      dx[dxAt + j] = dy[dyAt + j] * (value * (1f - value));
    }
  }

  @Override
  public void reluBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    for (int j = 0; j < n; j++) {
      dx[dxAt + j] = y[yAt + j] <= 0 ? 0f : dy[dyAt + j];
    }
  }

  @Override
  public void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt) {
    ScalarCurves.activate(curve, p, n, x, xAt, y, yAt);
  }

  @Override
  public void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    ScalarCurves.activateBackward(curve, p, n, z, zAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void fillRows(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(row, rowAt, y, yAt + i * ldy, n);
    }
  }

  @Override
  public void addRow(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    for (int i = 0; i < rows; i++) {
      add(n, row, rowAt, y, yAt + i * ldy);
    }
  }

  @Override
  public void add(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] += x[xAt + j];
    }
  }

  @Override
  public void multiply(int n, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] *= x[xAt + j];
    }
  }

  @Override
  public void scale(int n, float factor, float[] x, int xAt) {
    for (int j = 0; j < n; j++) {
      x[xAt + j] *= factor;
    }
  }

  @Override
  public void axpy(int n, float factor, float[] x, int xAt, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = fma(factor, x[xAt + j], y[yAt + j]);
    }
  }

  @Override
  public double sum(int n, float[] x, int xAt) {
    return ScalarReductions.sum(n, x, xAt);
  }

  @Override
  public double sumOfSquares(int n, float[] x, int xAt) {
    return ScalarReductions.dot(n, x, xAt, x, xAt);
  }

  @Override
  public double dot(int n, float[] x, int xAt, float[] y, int yAt) {
    return ScalarReductions.dot(n, x, xAt, y, yAt);
  }

  @Override
  public double sum(int n, double[] x, int xAt) {
    return ScalarReductions.sum(n, x, xAt);
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[xAt + j]);
    }
    return max;
  }

  @Override
  public void sgd(
      int n,
      float rate,
      float momentum,
      float gradientScale,
      float[] g,
      int gAt,
      float[] velocity,
      int vAt,
      float[] w,
      int wAt) {
    for (int j = 0; j < n; j++) {
      float step = gradientScale * g[gAt + j];
      if (momentum != 0) {
        step = fma(momentum, velocity[vAt + j], step);
        velocity[vAt + j] = step;
      }
      w[wAt + j] = fma(-rate, step, w[wAt + j]);
    }
  }

  @Override
  public void adam(
      int n,
      float rateCorrected,
      float beta1,
      float beta2,
      float epsilon,
      float secondCorrection,
      float gradientScale,
      float[] g,
      int gAt,
      float[] m,
      int mAt,
      float[] v,
      int vAt,
      float[] w,
      int wAt) {
    for (int j = 0; j < n; j++) {
      float gradient = gradientScale * g[gAt + j];
      float first = fma(beta1, m[mAt + j], (1f - beta1) * gradient);
      float second = fma(beta2, v[vAt + j], (1f - beta2) * (gradient * gradient));
      m[mAt + j] = first;
      v[vAt + j] = second;
      float root = (float) Math.sqrt(second); // rounds as a float root does
      w[wAt + j] -= rateCorrected * first / fma(root, secondCorrection, epsilon);
    }
  }

  @Override
  public Updates updates(int n) {
    return ScalarUpdates.ALL;
  }

  @Override
  public void dropout(
      int n, long key, int keepThreshold, float scale, float[] x, int xAt, float[] y, int yAt) {
    dropout(0, n, key, keepThreshold, scale, x, xAt, y, yAt);
  }

  /** Dropout of the units from {@code first} on. */
  static void dropout(
      int first,
      int n,
      long key,
      int keepThreshold,
      float scale,
      float[] x,
      int xAt,
      float[] y,
      int yAt) {
    int threshold = keepThreshold ^ Integer.MIN_VALUE; // turns unsigned order into signed order
    for (int j = first; j < n; j++) {
      boolean kept = (Mix.bits(key, j) ^ Integer.MIN_VALUE) < threshold;
      y[yAt + j] = kept ? x[xAt + j] * scale : 0f;
    }
  }
}
