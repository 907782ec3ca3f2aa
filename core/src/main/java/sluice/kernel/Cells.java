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
 * <p>{@code hard} says whether gates are hard sigmoids, min(1, max(0, 0.2·a + 0.5)), or sigmoids.
 */
public interface Cells {
  /** Rise of a hard sigmoid between its ends. */
  float HARD_SLOPE = 0.2f;

  /** x = gate(x). */
  void gate(int rows, int n, boolean hard, float[] x, int xAt, int ldx);

  /** y = tanh x. */
  void tanh(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy);

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

  // GRU. Rows are contiguous: 3h floats in a, in the order r z n, h in all others; positions are
  // those of the first unit.

  /**
   * Backward of h = z ⊙ h₋₁ + (1 − z) ⊙ n, n = tanh: dh += carry; then da_n = dh ⊙ (1−z) ⊙ (1−n²),
   * da_z = dh ⊙ (h₋₁ − n) ⊙ z′, carry = dh ⊙ z.
   *
   * @param a in activations, out the gradients of the pre-activations of z and n
   * @param dh in the gradient of h but for the carry, out all of it
   * @param carry in what step t+1 hands back past its products, out the same for step t−1
   */
  void gruOutputBackward(
      int rows,
      int n,
      int h,
      boolean hard,
      float[] a,
      int aAt,
      float[] before,
      int beforeAt,
      float[] dh,
      int dhAt,
      float[] carry,
      int carryAt);

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
