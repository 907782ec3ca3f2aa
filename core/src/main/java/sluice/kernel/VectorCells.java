package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link ScalarCells}, a vector of elements at once; the rest of a row through masks. */
final class VectorCells implements Cells {
  private static final ScalarCells SCALAR = new ScalarCells();

  @Override
  public void gate(int rows, int n, boolean hard, float[] x, int xAt, int ldx) {
    if (hard) {
      hardGate(rows, n, x, xAt, ldx);
    } else {
      VectorFunctions.sigmoid(rows, n, x, xAt, ldx, x, xAt, ldx);
    }
  }

  private static void hardGate(int rows, int n, float[] x, int xAt, int ldx) {
    int whole = n - n % COUNT;
    FloatVector slope = broadcast(FLOATS, HARD_SLOPE);
    FloatVector half = broadcast(FLOATS, 0.5f);
    for (int row = 0; row < rows; row++) {
      int at = xAt + row * ldx;
      for (int j = at; j < at + whole; j += COUNT) {
        FloatVector y = fromArray(FLOATS, x, j).fma(slope, half);
        y = y.blend(1f, y.compare(VectorOperators.GT, 1f));
        y.blend(0f, y.compare(VectorOperators.LT, 0f)).intoArray(x, j);
      }
    }
    if (whole < n) {
      SCALAR.gate(rows, n - whole, true, x, xAt + whole, ldx);
    }
  }

  @Override
  public void tanh(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    VectorFunctions.tanh(rows, n, x, xAt, ldx, y, yAt, ldy);
  }

  @Override
  public void dropTiny(int rows, int n, float[] x, int xAt, int ldx) {
    int whole = n - n % COUNT;
    for (int row = 0; row < rows; row++) {
      int at = xAt + row * ldx;
      for (int j = at; j < at + whole; j += COUNT) {
        FloatVector y = fromArray(FLOATS, x, j);
        y.blend(0f, y.abs().compare(VectorOperators.LT, TINY)).intoArray(x, j);
      }
    }
    if (whole < n) {
      SCALAR.dropTiny(rows, n - whole, x, xAt + whole, ldx);
    }
  }

  @Override
  public void add(int rows, int n, float[] x, int xAt, int ldx, float[] y, int yAt, int ldy) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int in = xAt + row * ldx;
      int out = yAt + row * ldy;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        fromArray(FLOATS, y, out + j).add(fromArray(FLOATS, x, in + j)).intoArray(y, out + j);
      }
      if (j < n) {
        FloatVector sum = fromArray(FLOATS, y, out + j, rest);
        sum.add(fromArray(FLOATS, x, in + j, rest)).intoArray(y, out + j, rest);
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
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int left = xAt + row * ldx;
      int right = yAt + row * ldy;
      int out = zAt + row * ldz;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        fromArray(FLOATS, x, left + j).mul(fromArray(FLOATS, y, right + j)).intoArray(z, out + j);
      }
      if (j < n) {
        FloatVector value = fromArray(FLOATS, x, left + j, rest);
        value.mul(fromArray(FLOATS, y, right + j, rest)).intoArray(z, out + j, rest);
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
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int left = xAt + row * ldx;
      int right = yAt + row * ldy;
      int out = zAt + row * ldz;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        FloatVector sum = fromArray(FLOATS, z, out + j);
        fromArray(FLOATS, x, left + j)
            .fma(fromArray(FLOATS, y, right + j), sum)
            .intoArray(z, out + j);
      }
      if (j < n) {
        FloatVector sum = fromArray(FLOATS, z, out + j, rest);
        FloatVector value = fromArray(FLOATS, x, left + j, rest);
        value.fma(fromArray(FLOATS, y, right + j, rest), sum).intoArray(z, out + j, rest);
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
    VectorMask<Float> rest = FLOATS.indexInRange(0, n % COUNT);
    for (int row = 0; row < rows; row++) {
      int part = sAt + row * lds;
      int left = xAt + row * ldx;
      int right = yAt + row * ldy;
      int out = zAt + row * ldz;
      int j = 0;
      for (; j <= n - COUNT; j += COUNT) {
        FloatVector other = fromArray(FLOATS, y, right + j);
        FloatVector apart = fromArray(FLOATS, x, left + j).sub(other);
        fromArray(FLOATS, share, part + j).fma(apart, other).intoArray(z, out + j);
      }
      if (j < n) {
        FloatVector other = fromArray(FLOATS, y, right + j, rest);
        FloatVector apart = fromArray(FLOATS, x, left + j, rest).sub(other);
        fromArray(FLOATS, share, part + j, rest).fma(apart, other).intoArray(z, out + j, rest);
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
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      for (int block = 0; block < rows; block += Kernels.BLOCK) {
        int end = Math.min(block + Kernels.BLOCK, rows);
        FloatVector sum = broadcast(FLOATS, 0f);
        for (int row = block; row < end; row++) {
          FloatVector left = fromArray(FLOATS, x, xAt + row * ldx + j);
          sum = left.fma(fromArray(FLOATS, y, yAt + row * ldy + j), sum);
        }
        fromArray(FLOATS, c, cAt + j).add(sum).intoArray(c, cAt + j);
      }
    }
    if (whole < n) {
      SCALAR.addColumnProducts(
          rows, n - whole, x, xAt + whole, ldx, y, yAt + whole, ldy, c, cAt + whole);
    }
  }

  @Override
  public void gruCandidateBackward(
      int rows, int n, int h, boolean hard, float[] a, int aAt, float[] u, int uAt) {
    int whole = n - n % COUNT;
    FloatVector one = broadcast(FLOATS, 1f);
    FloatVector zero = broadcast(FLOATS, 0f);
    for (int row = 0; row < rows; row++) {
      int at = aAt + row * 3 * h;
      int unit = uAt + row * h;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector r = fromArray(FLOATS, a, at + j);
        FloatVector d = fromArray(FLOATS, a, at + 2 * h + j);
        FloatVector slope = r.mul(one.sub(r));
        if (hard) {
          VectorMask<Float> rising = r.compare(VectorOperators.GT, 0f);
          slope = zero.blend(HARD_SLOPE, rising.and(r.compare(VectorOperators.LT, 1f)));
        }
        d.mul(fromArray(FLOATS, u, unit + j)).mul(slope).intoArray(a, at + j);
        d.mul(r).intoArray(u, unit + j);
      }
    }
    if (whole < n) {
      SCALAR.gruCandidateBackward(rows, n - whole, h, hard, a, aAt + whole, u, uAt + whole);
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
    int whole = n - n % COUNT;
    FloatVector one = broadcast(FLOATS, 1f);
    FloatVector zero = broadcast(FLOATS, 0f);
    for (int row = 0; row < rows; row++) {
      int at = aAt + row * 3 * h;
      int unit = row * h;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector r = fromArray(FLOATS, a, at + j);
        FloatVector d = fromArray(FLOATS, ds, dsAt + unit + j);
        FloatVector slope = r.mul(one.sub(r));
        if (hard) {
          VectorMask<Float> rising = r.compare(VectorOperators.GT, 0f);
          slope = zero.blend(HARD_SLOPE, rising.and(r.compare(VectorOperators.LT, 1f)));
        }
        d.fma(r, fromArray(FLOATS, carry, carryAt + unit + j)).intoArray(carry, carryAt + unit + j);
        d.mul(fromArray(FLOATS, before, beforeAt + unit + j)).mul(slope).intoArray(a, at + j);
      }
    }
    if (whole < n) {
      SCALAR.gruResetBackward(
          rows,
          n - whole,
          h,
          hard,
          a,
          aAt + whole,
          before,
          beforeAt + whole,
          ds,
          dsAt + whole,
          carry,
          carryAt + whole);
    }
  }

  @Override
  public void shift(int n, float value, float[] x, int xAt) {
    int whole = n - n % COUNT;
    for (int j = xAt; j < xAt + whole; j += COUNT) {
      fromArray(FLOATS, x, j).add(value).intoArray(x, j);
    }
    SCALAR.shift(n - whole, value, x, xAt + whole);
  }

  @Override
  public void mask(int n, int first, long key, int threshold, float value, float[] y, int yAt) {
    int whole = n - n % COUNT;
    int below = threshold ^ Integer.MIN_VALUE;
    for (int j = 0; j < whole; j += COUNT) {
      // Mix.bits, written out as in VectorKernels.dropout.
      IntVector bits = Lanes.INDEX.add(first + j).mul(Mix.STEP).add((int) key);
      bits = bits.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, bits);
      bits = bits.mul(Mix.M1);
      bits = bits.lanewise(VectorOperators.LSHR, 13).lanewise(VectorOperators.XOR, bits);
      bits = bits.mul(Mix.M2);
      bits = bits.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, bits);
      bits = bits.add((int) (key >>> 32));
      bits = bits.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, bits);
      bits = bits.mul(Mix.M1);
      bits = bits.lanewise(VectorOperators.LSHR, 13).lanewise(VectorOperators.XOR, bits);
      bits = bits.mul(Mix.M2);
      bits = bits.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, bits);
      bits = bits.lanewise(VectorOperators.XOR, Integer.MIN_VALUE);
      VectorMask<Float> left = bits.compare(VectorOperators.GE, below).cast(FLOATS);
      broadcast(FLOATS, value).blend(0f, left).intoArray(y, yAt + j);
    }
    SCALAR.mask(n - whole, first + whole, key, threshold, value, y, yAt + whole);
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
    int whole = n - n % COUNT;
    for (int row = 0; row < rows; row++) {
      int drawn = mAt + row * ldm;
      int left = xAt + row * ldx;
      int right = yAt + row * ldy;
      int out = zAt + row * ldz;
      for (int j = 0; j < whole; j += COUNT) {
        VectorMask<Float> first =
            fromArray(FLOATS, mask, drawn + j).compare(VectorOperators.NE, 0f);
        fromArray(FLOATS, y, right + j)
            .blend(fromArray(FLOATS, x, left + j), first)
            .intoArray(z, out + j);
      }
    }
    if (whole < n) {
      SCALAR.select(
          rows,
          n - whole,
          mask,
          mAt + whole,
          ldm,
          x,
          xAt + whole,
          ldx,
          y,
          yAt + whole,
          ldy,
          z,
          zAt + whole,
          ldz);
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
    int whole = n - n % COUNT;
    for (int row = 0; row < rows; row++) {
      int at = row * lda;
      int candidate = gAt + row * ldg;
      int past = beforeAt + row * ldb;
      int out = cAt + row * ldc;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector i = fromArray(FLOATS, a, iAt + at + j);
        FloatVector ig = i.mul(fromArray(FLOATS, g, candidate + j));
        FloatVector f = fromArray(FLOATS, a, fAt + at + j);
        f.fma(fromArray(FLOATS, before, past + j), ig).intoArray(c, out + j);
      }
    }
    if (whole < n) {
      SCALAR.lstmCell(
          rows,
          n - whole,
          a,
          iAt + whole,
          fAt + whole,
          lda,
          g,
          gAt + whole,
          ldg,
          before,
          beforeAt + whole,
          ldb,
          c,
          cAt + whole,
          ldc);
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
    int whole = n - n % COUNT;
    FloatVector one = broadcast(FLOATS, 1f);
    FloatVector zero = broadcast(FLOATS, 0f);
    for (int row = 0; row < rows; row++) {
      int at = oAt + row * ldo;
      int inner = tAt + row * ldt;
      int above = dyAt + row * lddy;
      int out = dsAt + row * ldds;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector gate = fromArray(FLOATS, o, at + j);
        FloatVector tanh = fromArray(FLOATS, t, inner + j);
        FloatVector d = fromArray(FLOATS, dy, above + j);
        FloatVector sum = fromArray(FLOATS, ds, out + j);
        FloatVector slope = gate.mul(one.sub(gate));
        if (hard) {
          VectorMask<Float> rising = gate.compare(VectorOperators.GT, 0f);
          slope = zero.blend(HARD_SLOPE, rising.and(gate.compare(VectorOperators.LT, 1f)));
        }
        d.mul(gate).fma(tanh.neg().fma(tanh, one), sum).intoArray(ds, out + j);
        d.mul(tanh).mul(slope).intoArray(o, at + j);
      }
    }
    if (whole < n) {
      SCALAR.lstmOutputBackward(
          rows,
          n - whole,
          hard,
          o,
          oAt + whole,
          ldo,
          t,
          tAt + whole,
          ldt,
          dy,
          dyAt + whole,
          lddy,
          ds,
          dsAt + whole,
          ldds);
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
    int whole = n - n % COUNT;
    FloatVector one = broadcast(FLOATS, 1f);
    FloatVector zero = broadcast(FLOATS, 0f);
    for (int row = 0; row < rows; row++) {
      int at = row * lda;
      int kept = kAt + row * ldk;
      int past = beforeAt + row * ldb;
      int out = dcAt + row * lddc;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector i = fromArray(FLOATS, a, iAt + at + j);
        FloatVector f = fromArray(FLOATS, a, fAt + at + j);
        FloatVector g = fromArray(FLOATS, a, gAt + at + j);
        FloatVector d = fromArray(FLOATS, dc, out + j);
        FloatVector candidate = fromArray(FLOATS, k, kept + j);
        FloatVector slopeOfI = i.mul(one.sub(i));
        if (hard) {
          VectorMask<Float> risingI = i.compare(VectorOperators.GT, 0f);
          slopeOfI = zero.blend(HARD_SLOPE, risingI.and(i.compare(VectorOperators.LT, 1f)));
        }
        FloatVector slopeOfF = f.mul(one.sub(f));
        if (hard) {
          VectorMask<Float> risingF = f.compare(VectorOperators.GT, 0f);
          slopeOfF = zero.blend(HARD_SLOPE, risingF.and(f.compare(VectorOperators.LT, 1f)));
        }
        d.mul(candidate).mul(slopeOfI).intoArray(a, iAt + at + j);
        d.mul(fromArray(FLOATS, before, past + j)).mul(slopeOfF).intoArray(a, fAt + at + j);
        d.mul(i).mul(g.neg().fma(g, one)).intoArray(a, gAt + at + j);
        d.mul(f).intoArray(dc, out + j);
      }
    }
    if (whole < n) {
      SCALAR.lstmCellBackward(
          rows,
          n - whole,
          hard,
          a,
          iAt + whole,
          fAt + whole,
          gAt + whole,
          lda,
          k,
          kAt + whole,
          ldk,
          before,
          beforeAt + whole,
          ldb,
          dc,
          dcAt + whole,
          lddc);
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
    int whole = n - n % COUNT;
    FloatVector one = broadcast(FLOATS, 1f);
    FloatVector zero = broadcast(FLOATS, 0f);
    for (int row = 0; row < rows; row++) {
      int at = row * lda;
      int kept = kAt + row * ldk;
      int past = beforeAt + row * ldb;
      int out = dcAt + row * lddc;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector f = fromArray(FLOATS, a, fAt + at + j);
        FloatVector g = fromArray(FLOATS, a, gAt + at + j);
        FloatVector d = fromArray(FLOATS, dc, out + j);
        FloatVector apart = fromArray(FLOATS, before, past + j);
        apart = apart.sub(fromArray(FLOATS, k, kept + j));
        FloatVector slopeOfF = f.mul(one.sub(f));
        if (hard) {
          VectorMask<Float> risingF = f.compare(VectorOperators.GT, 0f);
          slopeOfF = zero.blend(HARD_SLOPE, risingF.and(f.compare(VectorOperators.LT, 1f)));
        }
        d.mul(apart).mul(slopeOfF).intoArray(a, fAt + at + j);
        d.mul(one.sub(f)).mul(g.neg().fma(g, one)).intoArray(a, gAt + at + j);
        d.mul(f).intoArray(dc, out + j);
      }
    }
    if (whole < n) {
      SCALAR.lstmCoupledBackward(
          rows,
          n - whole,
          hard,
          a,
          fAt + whole,
          gAt + whole,
          lda,
          k,
          kAt + whole,
          ldk,
          before,
          beforeAt + whole,
          ldb,
          dc,
          dcAt + whole,
          lddc);
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
    int whole = n - n % COUNT;
    for (int row = 0; row < rows; row++) {
      int drawn = mAt + row * ldm;
      int in = dAt + row * ldd;
      int first = kAt + row * ldk;
      int second = rAt + row * ldr;
      for (int j = 0; j < whole; j += COUNT) {
        FloatVector all = fromArray(FLOATS, d, in + j);
        FloatVector part = fromArray(FLOATS, mask, drawn + j).mul(all);
        part.intoArray(kept, first + j);
        all.sub(part).intoArray(rest, second + j);
      }
    }
    if (whole < n) {
      SCALAR.split(
          rows,
          n - whole,
          mask,
          mAt + whole,
          ldm,
          d,
          dAt + whole,
          ldd,
          kept,
          kAt + whole,
          ldk,
          rest,
          rAt + whole,
          ldr);
    }
  }
}
