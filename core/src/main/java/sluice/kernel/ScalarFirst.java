package sluice.kernel;

/**
 * Scalar kernels for the first work of a process, vector kernels for all that follows.
 *
 * <p>Until C2 has compiled it, a vector kernel is a hundred times slower than a scalar one, and its
 * classes take 60 ms to load: a process with little to compute is done before. As the bits are
 * equal nobody can tell when they change over, threads least of all: for a moment they may use
 * different ones. What one form has packed the other can read.
 */
final class ScalarFirst implements Kernels {
  /**
   * The work that scalar kernels do, in multiply-adds: 0.1 s. Vector kernels take some 0.5 s to be
   * compiled, so little is lost where more work follows, and much is gained where none does.
   */
  static final long SCALAR_WORK = 1L << 28;

  /** Multiply-adds that take as long as a function of one element. */
  private static final int FUNCTION = 16;

  /** The same for the gates of one unit. */
  private static final int GATES = 5 * FUNCTION;

  /** The vector kernels; their classes are loaded by the first use. */
  private static final class Vector {
    static final Kernels KERNELS = new VectorKernels();
  }

  private final Kernels scalar = new ScalarKernels(VectorProducts.PANEL);
  private final long scalarWork;
  private long done; // threads may lose each other's counts: then a little more is done
  private boolean over;

  /**
   * Changes over after other work than {@link #SCALAR_WORK}.
   *
   * @param scalarWork at least 0; a call that goes beyond it is the first of the vector kernels
   */
  ScalarFirst(long scalarWork) {
    this.scalarWork = scalarWork;
  }

  /** Returns what is to do so much work. */
  private Kernels take(long work) {
    if (over) {
      return Vector.KERNELS;
    }
    done += work;
    if (done <= scalarWork) {
      return scalar;
    }
    over = true;
    return Vector.KERNELS;
  }

  @Override
  public String name() {
    return "vector"; // what it comes to
  }

  @Override
  public int lanes() {
    return Width.COUNT;
  }

  @Override
  public int panel() {
    return VectorProducts.PANEL;
  }

  @Override
  public int transposedScratch(int rows, int m, int n) {
    return Math.max(
        scalar.transposedScratch(rows, m, n), VectorTransposedProducts.scratch(rows, m, n));
  }

  @Override
  public void pack(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    take((long) k * (to - from)).pack(k, from, to, b, bAt, ldb, packed, packedAt);
  }

  @Override
  public void packTransposed(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    take((long) k * (to - from)).packTransposed(k, from, to, b, bAt, ldb, packed, packedAt);
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
    take((long) m * k * (to - from))
        .product(m, k, from, to, a, aAt, lda, packed, packedAt, c, cAt, ldc, add);
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
    take((long) rows * m * n)
        .transposedProduct(rows, m, n, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, add, scratch);
  }

  @Override
  public void columnSums(
      int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    take((long) rows * n).columnSums(rows, n, a, aAt, lda, c, cAt, add);
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
    take((long) GATES * rows * (to - from))
        .lstmForward(rows, h, from, to, a, aAt, cBefore, cBeforeAt, c, cAt, tanhC, tAt, y, yAt);
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
    take((long) GATES * rows * (to - from))
        .lstmBackward(
            rows, h, from, to, a, aAt, cBefore, cBeforeAt, tanhC, tAt, dh, dhAt, dc, dcAt);
  }

  @Override
  public Cells cells() {
    return take(0).cells(); // a cell's products are work enough to count
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    take((long) FUNCTION * n).tanh(n, x, xAt, y, yAt);
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    take((long) FUNCTION * n).sigmoid(n, x, xAt, y, yAt);
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    take(n).relu(n, x, xAt, y, yAt);
  }

  @Override
  public void exp(int n, float[] x, int xAt, float shift, float[] y, int yAt) {
    take((long) FUNCTION * n).exp(n, x, xAt, shift, y, yAt);
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    take((long) FUNCTION * n).log(n, x, xAt, y, yAt);
  }

  @Override
  public void tanhBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    take(n).tanhBackward(n, y, yAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void sigmoidBackward(
      int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    take(n).sigmoidBackward(n, y, yAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void reluBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    take(n).reluBackward(n, y, yAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt) {
    take((long) FUNCTION * n).activate(curve, p, n, x, xAt, y, yAt);
  }

  @Override
  public void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    take((long) FUNCTION * n).activateBackward(curve, p, n, z, zAt, dy, dyAt, dx, dxAt);
  }

  @Override
  public void fillRows(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    take((long) rows * n).fillRows(rows, n, row, rowAt, y, yAt, ldy);
  }

  @Override
  public void addRow(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    take((long) rows * n).addRow(rows, n, row, rowAt, y, yAt, ldy);
  }

  @Override
  public void add(int n, float[] x, int xAt, float[] y, int yAt) {
    take(n).add(n, x, xAt, y, yAt);
  }

  @Override
  public void multiply(int n, float[] x, int xAt, float[] y, int yAt) {
    take(n).multiply(n, x, xAt, y, yAt);
  }

  @Override
  public void scale(int n, float factor, float[] x, int xAt) {
    take(n).scale(n, factor, x, xAt);
  }

  @Override
  public void axpy(int n, float factor, float[] x, int xAt, float[] y, int yAt) {
    take(n).axpy(n, factor, x, xAt, y, yAt);
  }

  @Override
  public double sum(int n, float[] x, int xAt) {
    return take(n).sum(n, x, xAt);
  }

  @Override
  public double sumOfSquares(int n, float[] x, int xAt) {
    return take(n).sumOfSquares(n, x, xAt);
  }

  @Override
  public double dot(int n, float[] x, int xAt, float[] y, int yAt) {
    return take(n).dot(n, x, xAt, y, yAt);
  }

  @Override
  public double sum(int n, double[] x, int xAt) {
    return take(n).sum(n, x, xAt);
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    return take(n).max(n, x, xAt);
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
    take(n).sgd(n, rate, momentum, gradientScale, g, gAt, velocity, vAt, w, wAt);
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
    take((long) FUNCTION * n)
        .adam(
            n,
            rateCorrected,
            beta1,
            beta2,
            epsilon,
            secondCorrection,
            gradientScale,
            g,
            gAt,
            m,
            mAt,
            v,
            vAt,
            w,
            wAt);
  }

  @Override
  public Updates updates(int n) {
    return take((long) FUNCTION * n).updates(n);
  }

  @Override
  public void dropout(
      int n, long key, int keepThreshold, float scale, float[] x, int xAt, float[] y, int yAt) {
    take((long) FUNCTION * n).dropout(n, key, keepThreshold, scale, x, xAt, y, yAt);
  }
}
