package sluice.kernel;

/**
 * All arithmetic on {@code float[]} that takes time: products, gates, elementwise functions,
 * reductions, optimiser steps.
 *
 * <p>{@link ScalarKernels} is the specification; every other form gives the same bits (of a NaN
 * only that it is one). Matrices are row-major: {@code x, xAt, ldx} is an array, the position of
 * the first element and the distance from one row to the next. {@code [k, n]} has k rows and n
 * columns. No method allocates, none keeps state, all may be called from many threads at once.
 * Sizes are not checked here beyond the array bounds: {@code sluice.math.Matrix} does that.
 *
 * <p><b>The rule of sums.</b> An element of a product is a sum over blocks of {@value #BLOCK}
 * terms: inside a block a chain of fused multiply-adds from +0 in rising order; the block sums are
 * added to the result in rising order.
 */
public interface Kernels {
  /** Terms of one chain of a product: part of the specification, not of the tuning. */
  int BLOCK = 256;

  /** Elements of one block of a reduction, added to {@value #PARTIALS} partial sums in turn. */
  int REDUCTION_BLOCK = 4096;

  /**
   * Terms that a product takes at once, in whole blocks: so that many rows share one reading of B
   * where there are very many terms, as in dz·Wᵀ of ten thousand words. No bit depends on it.
   */
  int TERMS_AT_ONCE = 1024;

  /** Partial sums of a reduction block. */
  int PARTIALS = 16;

  /**
   * Returns the kernels of this process, chosen once: the system property {@code sluice.kernels} is
   * {@code auto} (default: {@link ScalarFirst} where vectors are possible), {@code scalar} or
   * {@code vector} (from the first call), {@code sluice.lanes} 128, 256 or 512 bits.
   *
   * @throws IllegalArgumentException if a property has another value, or {@code vector} is not
   *     possible here
   */
  static Kernels get() {
    return Choice.KERNELS;
  }

  /** Returns {@code vector} or {@code scalar}. */
  String name();

  /** Returns the floats of one vector: 4, 8 or 16; 1 for scalar. */
  int lanes();

  // Products. B is packed in panels of columns once and used often.

  /** Returns the columns of one panel of a packed matrix. */
  int panel();

  /** Returns the floats that {@code [k, n]} takes when packed; its last panel is padded. */
  default int packedLength(int k, int n) {
    return Math.multiplyExact(k, Math.multiplyExact(Math.ceilDiv(n, panel()), panel()));
  }

  /** Packs b {@code [k, n]}. */
  default void pack(int k, int n, float[] b, int bAt, int ldb, float[] packed) {
    pack(k, 0, n, b, bAt, ldb, packed, 0);
  }

  /** Packs the transpose {@code [k, n]} of b {@code [n, k]}. */
  default void packTransposed(int k, int n, float[] b, int bAt, int ldb, float[] packed) {
    packTransposed(k, 0, n, b, bAt, ldb, packed, 0);
  }

  /**
   * Packs the columns {@code [from, to)} of b {@code [k, n]}, so that threads can share it. The
   * first must be a multiple of {@link #panel()}, the last one too unless it is n.
   *
   * @param bAt position of b's column 0, not of {@code from}
   * @param packedAt position of the whole packed matrix, not of its part
   */
  void pack(int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt);

  /** The same of the transpose {@code [k, n]} of b {@code [n, k]}: packs its rows from there on. */
  void packTransposed(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt);

  /** All columns of a product with a packed matrix that lies at 0. */
  default void product(
      int m,
      int k,
      int n,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    product(m, k, 0, n, a, aAt, lda, packed, 0, c, cAt, ldc, add);
  }

  /** Columns of a product with a packed matrix that lies at 0. */
  default void product(
      int m,
      int k,
      int from,
      int to,
      float[] a,
      int aAt,
      int lda,
      float[] packed,
      float[] c,
      int cAt,
      int ldc,
      boolean add) {
    product(m, k, from, to, a, aAt, lda, packed, 0, c, cAt, ldc, add);
  }

  /**
   * The columns {@code [from, to)} of C {@code [m, n]} = A {@code [m, k]} · B {@code [k, n]}, or +=
   * where {@code add}, so that threads can share it. The first must be a multiple of {@link
   * #panel()}.
   *
   * <p>Without {@code add} the block sums are added to +0.
   *
   * @param packedAt position of the whole packed B
   * @param cAt position of C's column 0, not of {@code from}
   */
  void product(
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
      boolean add);

  /** Returns the floats of scratch that {@link #transposedProduct} needs. */
  int transposedScratch(int rows, int m, int n);

  /** {@link #transposedProduct} that adds. */
  default void addTransposedProduct(
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
      float[] scratch) {
    transposedProduct(rows, m, n, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, true, scratch);
  }

  /**
   * C {@code [m, n]} = A {@code [rows, m]}ᵀ · B {@code [rows, n]}, or += where {@code add}, the sum
   * over rows in blocks.
   *
   * <p>Without {@code add} the block sums are added to +0. Columns of A (rows of C) and columns of
   * B (of C) may be divided among calls at will; the bits do not depend on it.
   *
   * @param scratch {@link #transposedScratch} floats that this call may overwrite
   */
  void transposedProduct(
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
      float[] scratch);

  /** {@link #columnSums} that adds. */
  default void addColumnSums(int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt) {
    columnSums(rows, n, a, aAt, lda, c, cAt, true);
  }

  /**
   * c {@code [n]} = the sum of the rows of a {@code [rows, n]}, or += where {@code add}, by the
   * rule of sums.
   */
  void columnSums(int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add);

  // Gates. Rows are contiguous: 4h floats in a, h in all others.

  /**
   * {@link #lstmForward(int, int, int, int, float[], int, float[], int, float[], int, float[], int,
   * float[], int)} of all units.
   */
  default void lstmForward(
      int rows,
      int h,
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
    lstmForward(rows, h, 0, h, a, aAt, cBefore, cBeforeAt, c, cAt, tanhC, tAt, y, yAt);
  }

  /**
   * One step of the gates of an LSTM: i f o = σ, g = tanh of their quarter of a; c = f ⊙ c₋₁ + i ⊙
   * g; y = o ⊙ tanh c. Only the units {@code [from, to)} of each row are read and written, so that
   * threads can share a step.
   *
   * @param a {@code [rows, 4h]} in the order i f g o: in pre-activations, out activations
   * @param c {@code [rows, h]} out; may be {@code cBefore} in place
   * @param tanhC {@code [rows, h]} out
   * @param y {@code [rows, h]} out: the new hidden state
   */
  void lstmForward(
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
      int yAt);

  /** Its backward of all units. */
  default void lstmBackward(
      int rows,
      int h,
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
    lstmBackward(rows, h, 0, h, a, aAt, cBefore, cBeforeAt, tanhC, tAt, dh, dhAt, dc, dcAt);
  }

  /**
   * Its backward: dc += dh ⊙ o ⊙ (1 − tanh²c); then da_i = dc ⊙ g ⊙ i(1−i), da_f = dc ⊙ c₋₁ ⊙
   * f(1−f), da_g = dc ⊙ i ⊙ (1−g²), da_o = dh ⊙ tanh c ⊙ o(1−o); then dc = dc ⊙ f; of the units
   * {@code [from, to)}.
   *
   * @param a {@code [rows, 4h]}: in activations, out gradients of the pre-activations
   * @param dh {@code [rows, h]}: the whole gradient of the hidden state
   * @param dc {@code [rows, h]}: in the gradient of c from step t+1, out that of c₋₁
   */
  void lstmBackward(
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
      int dcAt);

  /** Returns the arithmetic of the other recurrent cells. */
  Cells cells();

  // Elementwise on contiguous ranges; the result may be the argument in place.

  /** y = tanh x, see {@link Functions#tanh}. */
  void tanh(int n, float[] x, int xAt, float[] y, int yAt);

  /** y = 1 / (1 + e^−x), see {@link Functions#sigmoid}. */
  void sigmoid(int n, float[] x, int xAt, float[] y, int yAt);

  /** y = x where x > 0, 0 where x ≤ 0, NaN where NaN. */
  void relu(int n, float[] x, int xAt, float[] y, int yAt);

  /** y = e^x, see {@link Functions#exp}. */
  default void exp(int n, float[] x, int xAt, float[] y, int yAt) {
    exp(n, x, xAt, 0f, y, yAt);
  }

  /** y = e^(x − shift), the difference rounded to float, as a softmax needs it. */
  void exp(int n, float[] x, int xAt, float shift, float[] y, int yAt);

  /** y = log x, see {@link Functions#log}. */
  void log(int n, float[] x, int xAt, float[] y, int yAt);

  /** dx = dy ⊙ (1 − y²). */
  void tanhBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /** dx = dy ⊙ (y ⊙ (1 − y)). */
  void sigmoidBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /** dx = 0 where y ≤ 0, else dy. */
  void reluBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /** y = act(x) of a curve with parameter p. */
  void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt);

  /** dx = dy ⊙ act′(z), where z is the curve's output, or its input where {@link Curve} says so. */
  void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt);

  /** Every row of y {@code [rows, n]} = row {@code [n]}. */
  void fillRows(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy);

  /** Every row of y {@code [rows, n]} += row {@code [n]}. */
  void addRow(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy);

  /** y += x. */
  void add(int n, float[] x, int xAt, float[] y, int yAt);

  /** y = x ⊙ y. */
  void multiply(int n, float[] x, int xAt, float[] y, int yAt);

  /** x = factor · x. */
  void scale(int n, float factor, float[] x, int xAt);

  /** y = fma(factor, x, y). */
  void axpy(int n, float factor, float[] x, int xAt, float[] y, int yAt);

  // Reductions to one number, in double: element j is added to partial j mod 16 of its block of
  // 4,096; partials join pairwise (8 apart, then 4, 2, 1), blocks pairwise by a tree that depends
  // on
  // their count alone.

  /** Returns Σ x. */
  double sum(int n, float[] x, int xAt);

  /** Returns Σ x². */
  double sumOfSquares(int n, float[] x, int xAt);

  /** Returns what the sums of so many blocks join to, pairwise by the tree of the reductions. */
  static double joinBlocks(int count, double[] sums, int sumsAt) {
    if (count <= 1) {
      return count == 0 ? 0 : sums[sumsAt];
    }
    int left = Integer.highestOneBit(count - 1);
    return joinBlocks(left, sums, sumsAt) + joinBlocks(count - left, sums, sumsAt + left);
  }

  /** Returns Σ x·y. */
  double dot(int n, float[] x, int xAt, float[] y, int yAt);

  /** Returns Σ x. */
  double sum(int n, double[] x, int xAt);

  /** Returns the largest element; NaN if any is NaN, −infinity if n is 0. */
  float max(int n, float[] x, int xAt);

  // Optimiser steps, one pass over memory; g is multiplied by gradientScale first.

  /**
   * Stochastic gradient descent: v = momentum · v + g; w −= rate · v.
   *
   * <p>With momentum 0 the velocity is g itself; the array is not touched and may be empty.
   */
  void sgd(
      int n,
      float rate,
      float momentum,
      float gradientScale,
      float[] g,
      int gAt,
      float[] velocity,
      int vAt,
      float[] w,
      int wAt);

  /**
   * Adam (Kingma &amp; Ba 2015): m = β₁m + (1−β₁)g; v = β₂v + (1−β₂)g²; w −= r·m / (√v·s + ε),
   * where r = α/(1−β₁ᵗ) and s = 1/√(1−β₂ᵗ) carry the corrections of the bias at step t = 1, 2, …;
   * the powers are to be taken of β₁ and β₂ as floats.
   *
   * @param rateCorrected r
   * @param secondCorrection s
   */
  void adam(
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
      int wAt);

  /** The steps of all other optimisers, for a call on {@code n} elements. */
  Updates updates(int n);

  /**
   * Dropout: y = x · scale where unit j is kept, else 0. It is kept if {@link Mix#bits} of the key
   * and j, unsigned, are below {@code keepThreshold}, unsigned.
   */
  void dropout(
      int n, long key, int keepThreshold, float scale, float[] x, int xAt, float[] y, int yAt);
}
