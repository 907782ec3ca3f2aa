package sluice.kernel;

/**
 * Arithmetic of recurrent cells, element by element on the rows of one step.
 *
 * <p>As with {@link Kernels}, {@link ScalarCells} is the specification and every other form gives
 * the same bits. An operand {@code x, xAt, ldx} is an array, the position of its first element and
 * the distance from one row to the next; a distance of 0 takes one row for all. Each method works
 * on n columns of so many rows, so that threads can share a step by units. A result may be an
 * operand in place, element on element.
 *
 * <p>{@code hard} says whether gates are hard sigmoids, min(1, max(0, a∕6 + 0.5)), or sigmoids.
 */
public interface Cells {
  /** Rise of a hard sigmoid between its ends. */
  float HARD_SLOPE = 1f / 6;

  /** Where a gradient on its way back ends. */
  float TINY = 0x1p-120f;

  /** x = gate(x). */
  void gate(int rows, int n, boolean hard, float[] x, int xAt, int ldx);

  /** y = tanh x. */
  void tanh(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy);

  /**
   * Where |x| is below {@link #TINY}, x = 0. A gradient that fades over many steps ends in numbers
   * below float32's normal range, with which processors multiply a hundred times slower: an RNN of
   * 64 units over 400 steps took seven times as long. A product with a usual weight or state is
   * still normal at this bound.
   */
  void dropTiny(int rows, int n, float[] x, int xAt, int ldx);

  /** y += x. */
  void add(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy);

  /** z = x ⊙ y. */
  void multiply(
      int rows,
      int n,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] z,
      int zAt,
      int ldz);

  /** z = fma(x, y, z). */
  void multiplyAdd(
      int rows,
      int n,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] z,
      int zAt,
      int ldz);

  /** z = fma(share, x − y, y): that share of x, the rest of y. */
  void mix(
      int rows,
      int n,
      float[] share,
      int sAt,
      int lds,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] z,
      int zAt,
      int ldz);

  /** c {@code [n]} += the sums of the columns of x ⊙ y, by the rule of sums of {@link Kernels}. */
  void addColumnProducts(
      int rows,
      int n,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] c,
      int cAt);

  /** x += value. */
  void shift(int n, float value, float[] x, int xAt);

  // Masks

  /**
   * y = value where unit {@code first + j} is drawn, else 0. It is drawn if {@link Mix#bits} of the
   * key and the unit, unsigned, are below {@code threshold}, unsigned.
   */
  void mask(int n, int first, long key, int threshold, float value, float[] y, int yAt);

  /** z = x where the mask is not 0, else y. */
  void select(
      int rows,
      int n,
      float[] mask,
      int mAt,
      int ldm,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] z,
      int zAt,
      int ldz);

  /** kept = mask ⊙ d, rest = d − kept; the rest may be d in place. */
  void split(
      int rows,
      int n,
      float[] mask,
      int mAt,
      int ldm,
      float[] d,
      int dAt,
      int ldd,
      float[] kept,
      int kAt,
      int ldk,
      float[] rest,
      int rAt,
      int ldr);

  // LSTM. Its gates lie in one array, lda from row to row, each at a position of its own.

  /** c = fma(f, c₋₁, i ⊙ g); c may be c₋₁ in place. */
  void lstmCell(
      int rows,
      int n,
      float[] a,
      int iAt,
      int fAt,
      int lda,
      float[] g,
      int gAt,
      int ldg,
      float[] before,
      int beforeAt,
      int ldb,
      float[] c,
      int cAt,
      int ldc);

  /**
   * Backward of y = o ⊙ t, t = tanh s: ds = fma(dy ⊙ o, 1 − t², ds), then o = dy ⊙ t ⊙ o′.
   *
   * @param o in the gate, out the gradient of its pre-activation
   * @param ds in what s gets from elsewhere, out all of it
   */
  void lstmOutputBackward(
      int rows,
      int n,
      boolean hard,
      float[] o,
      int oAt,
      int ldo,
      float[] t,
      int tAt,
      int ldt,
      float[] dy,
      int dyAt,
      int lddy,
      float[] ds,
      int dsAt,
      int ldds);

  /**
   * Backward of c = f ⊙ c₋₁ + i ⊙ k, where k is g = tanh or what a mask has left of it: da_i = dc ⊙
   * k ⊙ i′, da_f = dc ⊙ c₋₁ ⊙ f′, da_g = dc ⊙ i ⊙ (1 − g²) (the mask is to be applied), dc = dc ⊙
   * f.
   */
  void lstmCellBackward(
      int rows,
      int n,
      boolean hard,
      float[] a,
      int iAt,
      int fAt,
      int gAt,
      int lda,
      float[] k,
      int kAt,
      int ldk,
      float[] before,
      int beforeAt,
      int ldb,
      float[] dc,
      int dcAt,
      int lddc);

  /**
   * Backward of c = f ⊙ c₋₁ + (1 − f) ⊙ k likewise, as a GRU has it too: da_f = dc ⊙ (c₋₁ − k) ⊙
   * f′, da_g = dc ⊙ (1 − f) ⊙ (1 − g²), dc = dc ⊙ f.
   */
  void lstmCoupledBackward(
      int rows,
      int n,
      boolean hard,
      float[] a,
      int fAt,
      int gAt,
      int lda,
      float[] k,
      int kAt,
      int ldk,
      float[] before,
      int beforeAt,
      int ldb,
      float[] dc,
      int dcAt,
      int lddc);

  // GRU. Rows are contiguous: 3h floats in a, in the order r z n, h in all others; positions are
  // those of the first unit.

  /**
   * Backward of the candidate's sum x·Wn + b + r ⊙ u: da_r = da_n ⊙ u ⊙ r′, du = da_n ⊙ r.
   *
   * @param a in r and da_n, out da_r and da_n
   * @param u in u, out du
   */
  void gruCandidateBackward(
      int rows, int n, int h, boolean hard, float[] a, int aAt, float[] u, int uAt);

  /**
   * Backward of s = r ⊙ h₋₁: da_r = ds ⊙ h₋₁ ⊙ r′, carry = fma(ds, r, carry).
   *
   * @param a in r, out da_r
   */
  void gruResetBackward(
      int rows,
      int n,
      int h,
      boolean hard,
      float[] a,
      int aAt,
      float[] before,
      int beforeAt,
      float[] ds,
      int dsAt,
      float[] carry,
      int carryAt);
}
