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
  public void dropTiny(int rows, int n, float[] x, int xAt, int ldx) {
    for (int row = 0; row < rows; row++) {
      for (int j = xAt + row * ldx, end = j + n; j < end; j++) {
        x[j] = Math.abs(x[j]) < TINY ? 0f : x[j]; // NaN stays
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

  @Override
  public void shift(int n, float value, float[] x, int xAt) {
    for (int j = xAt; j < xAt + n; j++) {
      x[j] += value;
    }
  }

  @Override
  public void mask(int n, int first, long key, int threshold, float value, float[] y, int yAt) {
    for (int j = 0; j < n; j++) {
      boolean drawn = Integer.compareUnsigned(Mix.bits(key, first + j), threshold) < 0;
      y[yAt + j] = drawn ? value : 0f;
    }
  }

  @Override
  public void select(
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
      int ldz) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        boolean left = mask[mAt + row * ldm + j] != 0f;
        z[zAt + row * ldz + j] = left ? x[xAt + row * ldx + j] : y[yAt + row * ldy + j];
      }
    }
  }

  @Override
  public void lstmCell(
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
      int ldc) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = row * lda + j;
        float ig = a[iAt + at] * g[gAt + row * ldg + j];
        c[cAt + row * ldc + j] = fma(a[fAt + at], before[beforeAt + row * ldb + j], ig);
      }
    }
  }

  @Override
  public void lstmOutputBackward(
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
      int ldds) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = oAt + row * ldo + j;
        float gate = o[at];
        float tanh = t[tAt + row * ldt + j];
        float d = dy[dyAt + row * lddy + j];
        int out = dsAt + row * ldds + j;
        ds[out] = fma(d * gate, fma(-tanh, tanh, 1f), ds[out]);
        o[at] = (d * tanh) * slope(hard, gate);
      }
    }
  }

  @Override
  public void lstmCellBackward(
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
      int lddc) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = row * lda + j;
        float i = a[iAt + at];
        float f = a[fAt + at];
        float g = a[gAt + at];
        int out = dcAt + row * lddc + j;
        float d = dc[out];
        a[iAt + at] = (d * k[kAt + row * ldk + j]) * slope(hard, i);
        a[fAt + at] = (d * before[beforeAt + row * ldb + j]) * slope(hard, f);
        a[gAt + at] = (d * i) * fma(-g, g, 1f);
        dc[out] = d * f;
      }
    }
  }

  @Override
  public void lstmCoupledBackward(
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
      int lddc) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        int at = row * lda + j;
        float f = a[fAt + at];
        float g = a[gAt + at];
        int out = dcAt + row * lddc + j;
        float d = dc[out];
        float apart = before[beforeAt + row * ldb + j] - k[kAt + row * ldk + j];
        a[fAt + at] = (d * apart) * slope(hard, f);
        a[gAt + at] = (d * (1f - f)) * fma(-g, g, 1f);
        dc[out] = d * f;
      }
    }
  }

  @Override
  public void split(
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
      int ldr) {
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < n; j++) {
        float whole = d[dAt + row * ldd + j];
        float part = mask[mAt + row * ldm + j] * whole;
        kept[kAt + row * ldk + j] = part;
        rest[rAt + row * ldr + j] = whole - part;
      }
    }
  }
}
