package sluice.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static sluice.kernel.Lanes.COUNT;
import static sluice.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The same as {@link ScalarKernels}, bit for bit, on vectors.
 *
 * <p>What is left over at the end of a row goes through masked loads and stores.
 */
final class VectorKernels implements Kernels {
  private static final int LANES = COUNT; // initialises the vector classes with this one

  private final ScalarKernels scalar = new ScalarKernels();
  private final VectorCells cells = new VectorCells();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int panel() {
    return VectorProducts.PANEL;
  }

  @Override
  public void pack(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    VectorProducts.pack(k, from, to, b, bAt, ldb, packed, packedAt);
  }

  @Override
  public void packTransposed(
      int k, int from, int to, float[] b, int bAt, int ldb, float[] packed, int packedAt) {
    Packing.packTransposed(VectorProducts.PANEL, k, from, to, b, bAt, ldb, packed, packedAt);
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
    VectorProducts.product(m, k, from, to, a, aAt, lda, packed, packedAt, c, cAt, ldc, add);
  }

  @Override
  public int transposedScratch(int rows, int m, int n) {
    return VectorTransposedProducts.scratch(rows, m, n);
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
    VectorTransposedProducts.product(
        rows, m, n, a, aAt, lda, b, bAt, ldb, c, cAt, ldc, add, scratch);
  }

  @Override
  public void columnSums(
      int rows, int n, float[] a, int aAt, int lda, float[] c, int cAt, boolean add) {
    VectorReductions.columnSums(rows, n, a, aAt, lda, c, cAt, add);
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
    VectorGates.lstmForward(
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
    VectorGates.lstmBackward(
        rows, h, from, to, a, aAt, cBefore, cBeforeAt, tanhC, tAt, dh, dhAt, dc, dcAt);
  }

  @Override
  public Cells cells() {
    return cells;
  }

  @Override
  public void tanh(int n, float[] x, int xAt, float[] y, int yAt) {
    VectorFunctions.tanh(1, n, x, xAt, 0, y, yAt, 0);
  }

  @Override
  public void sigmoid(int n, float[] x, int xAt, float[] y, int yAt) {
    VectorFunctions.sigmoid(1, n, x, xAt, 0, y, yAt, 0);
  }

  @Override
  public void relu(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector value = fromArray(FLOATS, x, xAt + j);
      value.blend(0f, value.compare(VectorOperators.LE, 0f)).intoArray(y, yAt + j);
    }
    scalar.relu(n - whole, x, xAt + whole, y, yAt + whole);
  }

  @Override
  public void exp(int n, float[] x, int xAt, float shift, float[] y, int yAt) {
    VectorFunctions.exp(n, x, xAt, shift, y, yAt);
  }

  @Override
  public void log(int n, float[] x, int xAt, float[] y, int yAt) {
    VectorFunctions.log(n, x, xAt, y, yAt);
  }

  @Override
  public void tanhBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector value = fromArray(FLOATS, y, yAt + j);
      FloatVector slope = value.neg().fma(value, broadcast(FLOATS, 1f));
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
    scalar.tanhBackward(n - whole, y, yAt + whole, dy, dyAt + whole, dx, dxAt + whole);
  }

  @Override
  public void sigmoidBackward(
      int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector value = fromArray(FLOATS, y, yAt + j);
      FloatVector slope = value.mul(broadcast(FLOATS, 1f).sub(value));
      fromArray(FLOATS, dy, dyAt + j).mul(slope).intoArray(dx, dxAt + j);
    }
    scalar.sigmoidBackward(n - whole, y, yAt + whole, dy, dyAt + whole, dx, dxAt + whole);
  }

  @Override
  public void reluBackward(int n, float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      VectorMask<Float> off = fromArray(FLOATS, y, yAt + j).compare(VectorOperators.LE, 0f);
      fromArray(FLOATS, dy, dyAt + j).blend(0f, off).intoArray(dx, dxAt + j);
    }
    scalar.reluBackward(n - whole, y, yAt + whole, dy, dyAt + whole, dx, dxAt + whole);
  }

  @Override
  public void activate(Curve curve, float p, int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    VectorCurves.activate(curve, p, whole, x, xAt, y, yAt);
    ScalarCurves.activate(curve, p, n - whole, x, xAt + whole, y, yAt + whole);
  }

  @Override
  public void activateBackward(
      Curve curve, float p, int n, float[] z, int zAt, float[] dy, int dyAt, float[] dx, int dxAt) {
    int whole = n - n % COUNT;
    VectorCurves.activateBackward(curve, p, whole, z, zAt, dy, dyAt, dx, dxAt);
    ScalarCurves.activateBackward(
        curve, p, n - whole, z, zAt + whole, dy, dyAt + whole, dx, dxAt + whole);
  }

  @Override
  public void fillRows(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    scalar.fillRows(rows, n, row, rowAt, y, yAt, ldy);
  }

  @Override
  public void addRow(int rows, int n, float[] row, int rowAt, float[] y, int yAt, int ldy) {
    for (int i = 0; i < rows; i++) {
      add(n, row, rowAt, y, yAt + i * ldy);
    }
  }

  @Override
  public void add(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      fromArray(FLOATS, y, yAt + j).add(fromArray(FLOATS, x, xAt + j)).intoArray(y, yAt + j);
    }
    scalar.add(n - whole, x, xAt + whole, y, yAt + whole);
  }

  @Override
  public void multiply(int n, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      fromArray(FLOATS, y, yAt + j).mul(fromArray(FLOATS, x, xAt + j)).intoArray(y, yAt + j);
    }
    scalar.multiply(n - whole, x, xAt + whole, y, yAt + whole);
  }

  @Override
  public void scale(int n, float factor, float[] x, int xAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      fromArray(FLOATS, x, xAt + j).mul(factor).intoArray(x, xAt + j);
    }
    scalar.scale(n - whole, factor, x, xAt + whole);
  }

  @Override
  public void axpy(int n, float factor, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      fromArray(FLOATS, x, xAt + j)
          .fma(broadcast(FLOATS, factor), fromArray(FLOATS, y, yAt + j))
          .intoArray(y, yAt + j);
    }
    scalar.axpy(n - whole, factor, x, xAt + whole, y, yAt + whole);
  }

  @Override
  public double sum(int n, float[] x, int xAt) {
    return COUNT == 4 ? scalar.sum(n, x, xAt) : VectorReductions.sum(n, x, xAt);
  }

  @Override
  public double sumOfSquares(int n, float[] x, int xAt) {
    return dot(n, x, xAt, x, xAt);
  }

  @Override
  public double dot(int n, float[] x, int xAt, float[] y, int yAt) {
    return COUNT == 4 ? scalar.dot(n, x, xAt, y, yAt) : VectorReductions.dot(n, x, xAt, y, yAt);
  }

  @Override
  public double sum(int n, double[] x, int xAt) {
    return scalar.sum(n, x, xAt);
  }

  @Override
  public float max(int n, float[] x, int xAt) {
    return VectorReductions.max(n, x, xAt);
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
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector step = fromArray(FLOATS, g, gAt + j).mul(gradientScale);
      if (momentum != 0) {
        step = fromArray(FLOATS, velocity, vAt + j).fma(broadcast(FLOATS, momentum), step);
        step.intoArray(velocity, vAt + j);
      }
      step.fma(broadcast(FLOATS, -rate), fromArray(FLOATS, w, wAt + j)).intoArray(w, wAt + j);
    }
    scalar.sgd(
        n - whole,
        rate,
        momentum,
        gradientScale,
        g,
        gAt + whole,
        velocity,
        vAt + whole,
        w,
        wAt + whole);
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
    int whole = n - n % COUNT;
    for (int j = 0; j < whole; j += COUNT) {
      FloatVector gradient = fromArray(FLOATS, g, gAt + j).mul(gradientScale);
      FloatVector first =
          fromArray(FLOATS, m, mAt + j).fma(broadcast(FLOATS, beta1), gradient.mul(1f - beta1));
      FloatVector square = gradient.mul(gradient).mul(1f - beta2);
      FloatVector second = fromArray(FLOATS, v, vAt + j).fma(broadcast(FLOATS, beta2), square);
      first.intoArray(m, mAt + j);
      second.intoArray(v, vAt + j);
      FloatVector root =
          second.sqrt().fma(broadcast(FLOATS, secondCorrection), broadcast(FLOATS, epsilon));
      fromArray(FLOATS, w, wAt + j).sub(first.mul(rateCorrected).div(root)).intoArray(w, wAt + j);
    }
    scalar.adam(
        n - whole,
        rateCorrected,
        beta1,
        beta2,
        epsilon,
        secondCorrection,
        gradientScale,
        g,
        gAt + whole,
        m,
        mAt + whole,
        v,
        vAt + whole,
        w,
        wAt + whole);
  }

  @Override
  public Updates updates(int n) {
    return VectorUpdates.ALL;
  }

  @Override
  public void dropout(
      int n, long key, int keepThreshold, float scale, float[] x, int xAt, float[] y, int yAt) {
    int whole = n - n % COUNT;
    int threshold = keepThreshold ^ Integer.MIN_VALUE;
    for (int j = 0; j < whole; j += COUNT) {
      // Mix.bits, written out: as a method it is not always inlined, and then 6 times slower.
      IntVector bits = Lanes.INDEX.add(j).mul(Mix.STEP).add((int) key);
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
      VectorMask<Float> dropped = bits.compare(VectorOperators.GE, threshold).cast(FLOATS);
      fromArray(FLOATS, x, xAt + j).mul(scale).blend(0f, dropped).intoArray(y, yAt + j);
    }
    ScalarKernels.dropout(whole, n, key, keepThreshold, scale, x, xAt, y, yAt);
  }
}
