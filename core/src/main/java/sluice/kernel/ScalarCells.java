package sluice.kernel;

import static sluice.kernel.Fma.fma;

/** {@link Cells}, one element after the other: the specification. */
final class ScalarCells implements Cells {

  @Override
  public void gate(int rows, int n, boolean hard, float[] x, int xAt, int ldx) {
    for (int row = 0; row < rows; row++) {
      for (int j = xAt + row * ldx, end = j + n; j < end; j++) {
        x[j] = hard ? hardSigmoid(x[j]) : Functions.sigmoid(x[j]);
      }
    }
  }

  private static float hardSigmoid(float a) {
    float y = fma(HARD_SLOPE, a, 0.5f);
    y = y > 1f ? 1f : y;
    return y < 0f ? 0f : y;
  }

  /** The derivative of a gate, from its value. */
  private static float slope(boolean hard, float y) {
    return hard ? (y > 0f && y < 1f ? HARD_SLOPE : 0f) : y * (1f - y);
  }

  @Override
  public void tanh(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        y[yAt + row * ldy + j] = Functions.tanh(x[xAt + row * ldx + j]);
      }
    }
  }

  @Override
  public void add(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        y[yAt + row * ldy + j] += x[xAt + row * ldx + j];
      }
    }
  }

  @Override
  public void multiply(
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
      int ldz) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        z[zAt + row * ldz + j] = x[xAt + row * ldx + j] * y[yAt + row * ldy + j];
      }
    }
  }

  @Override
  public void multiplyAdd(
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
      int ldz) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int out = zAt + row * ldz + j;
        z[out] = fma(x[xAt + row * ldx + j], y[yAt + row * ldy + j], z[out]);
      }
    }
  }

  @Override
  public void mix(
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
      int ldz) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        float rest = y[yAt + row * ldy + j];
        float part = x[xAt + row * ldx + j] - rest;
        z[zAt + row * ldz + j] = fma(share[sAt + row * lds + j], part, rest);
      }
    }
  }

  @Override
  public void addColumnProducts(
      int rows,
      int n,
      float[] x,
      int xAt,
      int ldx,
      float[] y,
      int yAt,
      int ldy,
      float[] c,
      int cAt) {
    for (int j = 0; j < n; j++) {
      for (int block = 0; block < rows; block += Kernels.BLOCK) {
        float sum = 0;
        for (int row = block, end = Math.min(block + Kernels.BLOCK, rows); row < end; row++) {
          sum = fma(x[xAt + row * ldx + j], y[yAt + row * ldy + j], sum);
        }
        c[cAt + j] += sum;
      }
    }
  }

  @Override
  public void gruOutputBackward(
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
      int carryAt) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = aAt + row * 3 * h + j;
        int unit = row * h + j;
        float z = a[at + h];
        float g = a[at + 2 * h];
        float d = dh[dhAt + unit] + carry[carryAt + unit];
        dh[dhAt + unit] = d;
        carry[carryAt + unit] = d * z;
        a[at + h] = (d * (before[beforeAt + unit] - g)) * slope(hard, z);
        a[at + 2 * h] = (d * (1f - z)) * fma(-g, g, 1f);
      }
    }
  }

  @Override
  public void gruCandidateBackward(
      int rows, int n, int h, boolean hard, float[] a, int aAt, float[] u, int uAt) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = aAt + row * 3 * h + j;
        int unit = uAt + row * h + j;
        float r = a[at];
        float d = a[at + 2 * h];
        a[at] = (d * u[unit]) * slope(hard, r);
        u[unit] = d * r;
      }
    }
  }

  @Override
  public void gruResetBackward(
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
      int carryAt) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = aAt + row * 3 * h + j;
        int unit = row * h + j;
        float r = a[at];
        float d = ds[dsAt + unit];
        carry[carryAt + unit] = fma(d, r, carry[carryAt + unit]);
        a[at] = (d * before[beforeAt + unit]) * slope(hard, r);
      }
    }
  }
}
