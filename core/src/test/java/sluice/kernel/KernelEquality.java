package sluice.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs every kernel of two forms on the same numbers and throws where a bit differs (of NaNs only
 * that they are NaNs). Also a program, so that it runs under other flags.
 */
final class KernelEquality {
  /** What is taken around every multiple of the lanes, and around the blocks of a sum. */
  static final int[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 30, 31, 32, 33, 47, 48, 49, 63,
    64, 65, 120, 255, 256, 257, 513
  };

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1e-40f,
    Float.MIN_NORMAL,
    1f,
    -1f,
    0.5f,
    88.7f,
    -88.7f,
    -103.9f,
    104f,
    9f,
    -9.1f,
    1e30f,
    -1e38f,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private static final int PAD = 3;

  private final Kernels left;
  private final Kernels right;
  private long key = 1;
  private int compared;
  private long digest;

  KernelEquality(Kernels left, Kernels right) {
    this.left = left;
    this.right = right;
  }

  /**
   * Compares what {@link Kernels#get} gives with the specification and writes its name, its lanes
   * and the digest of all results to a file; with a second argument the name and lanes only.
   */
  public static void main(String[] arguments) throws IOException {
    Kernels chosen = Kernels.get();
    String result = chosen.name() + ' ' + chosen.lanes();
    if (arguments.length == 1) {
      KernelEquality equality = new KernelEquality(new ScalarKernels(), chosen);
      equality.everything();
      result += " " + equality.digest();
    }
    Files.writeString(Path.of(arguments[0]), result);
  }

  /** Returns a number that depends on every bit of every result so far. */
  long digest() {
    return digest;
  }

  /** Returns how many arrays and numbers were compared. */
  int everything() {
    elementwise();
    gates();
    cells();
    reductions();
    columnSums();
    optimisers();
    products();
    transposedProducts();
    return compared;
  }

  void products() {
    int[] rows = {1, 2, 3, 4, 5, 8, 13, 16};
    int[] inner = {0, 1, 2, 30, 255, 256, 257, 513};
    int[] columns = {1, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 33, 64, 65, 120};
    for (int k : inner) {
      for (int n : columns) {
        for (int m : rows) {
          product(m, k, n);
        }
      }
    }
    product(1, 257, 300);
    product(131, 40, 70);
    product(260, 5, 33);
  }

  private void product(int m, int k, int n) {
    int lda = k + 2;
    int ldc = n + 1;
    float[] a = numbers(m * lda + PAD, m * k > 100);
    float[] b = numbers(k * n + PAD, true);
    for (boolean transposed : new boolean[] {false, true}) {
      for (boolean add : new boolean[] {false, true}) {
        float[] before = numbers(m * ldc + PAD, true);
        float[] c = before.clone();
        float[] d = before.clone();
        product(left, transposed, m, k, n, a, lda, b, c, ldc, add);
        product(right, transposed, m, k, n, a, lda, b, d, ldc, add);
        same("product " + m + " " + k + " " + n + " " + transposed + " " + add, c, d);
      }
    }
  }

  private static void product(
      Kernels kernels,
      boolean transposed,
      int m,
      int k,
      int n,
      float[] a,
      int lda,
      float[] b,
      float[] c,
      int ldc,
      boolean add) {
    float[] packed = new float[PAD + kernels.packedLength(k, n)];
    Arrays.fill(packed, 7f);
    int half = Math.min(n, (n / 2 + kernels.panel() - 1) / kernels.panel() * kernels.panel());
    for (int[] part : new int[][] {{half, n}, {0, half}}) { // divided, as threads do
      if (transposed) {
        kernels.packTransposed(k, part[0], part[1], b, PAD, k, packed, PAD);
      } else {
        kernels.pack(k, part[0], part[1], b, PAD, n, packed, PAD);
      }
    }
    kernels.product(m, k, 0, half, a, PAD, lda, packed, PAD, c, PAD, ldc, add);
    kernels.product(m, k, half, n, a, PAD, lda, packed, PAD, c, PAD, ldc, add);
  }

  void transposedProducts() {
    int[] sums = {0, 1, 2, 30, 255, 256, 257, 513};
    int[] rows = {1, 2, 3, 4, 5, 8, 9, 30};
    int[] columns = {1, 2, 8, 15, 16, 17, 24, 33, 65, 120};
    for (int terms : sums) {
      for (int m : rows) {
        for (int n : columns) {
          transposedProduct(terms, m, n, true);
          transposedProduct(terms, m, n, false);
        }
      }
    }
  }

  private void transposedProduct(int terms, int m, int n, boolean add) {
    int lda = m + 1;
    int ldb = n + 2;
    float[] a = numbers(terms * lda + PAD, true);
    float[] b = numbers(terms * ldb + PAD, true);
    float[] before = numbers(m * n + PAD, true);
    float[] c = before.clone();
    float[] d = before.clone();
    float[] e = before.clone();
    left.transposedProduct(
        terms, m, n, a, PAD, lda, b, PAD, ldb, c, PAD, n, add, scratch(left, terms, m, n));
    right.transposedProduct(
        terms, m, n, a, PAD, lda, b, PAD, ldb, d, PAD, n, add, scratch(right, terms, m, n));
    same("transposed " + terms + " " + m + " " + n, c, d);
    int cut = n / 3; // divided among calls, by columns of B and by columns of A
    int top = m / 2;
    float[] scratch = scratch(right, terms, m, n);
    for (int[] part : new int[][] {{0, top, 0, cut}, {0, top, cut, n}, {top, m, 0, n}}) {
      int i = part[0];
      int j = part[2];
      right.transposedProduct(
          terms,
          part[1] - i,
          part[3] - j,
          a,
          PAD + i,
          lda,
          b,
          PAD + j,
          ldb,
          e,
          PAD + i * n + j,
          n,
          add,
          scratch);
    }
    same("transposed in parts " + terms + " " + m + " " + n, c, e);
  }

  private static float[] scratch(Kernels kernels, int terms, int m, int n) {
    float[] scratch = new float[kernels.transposedScratch(terms, m, n)];
    Arrays.fill(scratch, 5f);
    return scratch;
  }

  void columnSums() {
    for (int terms : new int[] {0, 1, 2, 255, 256, 257, 513}) {
      for (int n : SIZES) {
        float[] a = numbers(terms * (n + 1) + PAD, true);
        float[] c = numbers(n + PAD, true);
        float[] d = c.clone();
        for (boolean add : new boolean[] {true, false}) {
          left.columnSums(terms, n, a, PAD, n + 1, c, PAD, add);
          right.columnSums(terms, n, a, PAD, n + 1, d, PAD, add);
          same("column sums " + terms + " " + n, c, d);
        }
      }
    }
  }

  void gates() {
    for (int h : SIZES) {
      for (int rows : new int[] {1, 3}) {
        for (boolean plain : new boolean[] {true, false}) {
          lstm(rows, h, plain);
        }
      }
    }
  }

  private void lstm(int rows, int h, boolean plain) {
    float[][] in = {
      numbers(rows * 4 * h + 1, plain),
      numbers(rows * h + 2, plain),
      numbers(rows * h + 3, plain),
      numbers(rows * h + 4, plain),
      numbers(rows * h + 5, plain),
      numbers(rows * h + 6, plain),
      numbers(rows * h + 7, plain)
    };
    float[][] x = copy(in);
    float[][] y = copy(in);
    left.lstmForward(rows, h, x[0], 1, x[1], 2, x[2], 3, x[3], 4, x[4], 5);
    right.lstmForward(rows, h, y[0], 1, y[1], 2, y[2], 3, y[3], 4, y[4], 5);
    same("lstm forward " + rows + " " + h, x, y);
    left.lstmBackward(rows, h, x[0], 1, x[1], 2, x[3], 4, x[5], 6, x[6], 7);
    right.lstmBackward(rows, h, y[0], 1, y[1], 2, y[3], 4, y[5], 6, y[6], 7);
    same("lstm backward " + rows + " " + h, x, y);
    float[][] z = copy(in);
    for (int[] part : new int[][] {{h / 3, h}, {0, h / 3}}) { // divided by units
      int from = part[0];
      int to = part[1];
      right.lstmForward(rows, h, from, to, z[0], 1, z[1], 2, z[2], 3, z[3], 4, z[4], 5);
      right.lstmBackward(rows, h, from, to, z[0], 1, z[1], 2, z[3], 4, z[5], 6, z[6], 7);
    }
    same("lstm in parts " + rows + " " + h, x, z);
  }

  /** Rows that do not touch, and units divided. */
  void cells() {
    for (int h : SIZES) {
      for (int rows : new int[] {1, 3}) {
        for (boolean plain : new boolean[] {true, false}) {
          for (boolean hard : new boolean[] {true, false}) {
            cells("gate", rows, h, plain, (k, n, at, x) -> k.gate(rows, n, hard, x[0], at, 3 * h));
            gru(rows, h, plain, hard);
            lstmParts(rows, h, plain, hard);
          }
          strided(rows, h, plain);
        }
      }
    }
    for (int rows : new int[] {0, 255, 256, 257, 600}) {
      for (int h : new int[] {1, 15, 16, 33}) {
        columnProducts(rows, h, true);
      }
    }
  }

  private void strided(int rows, int h, boolean plain) {
    int wide = 3 * h;
    cells("tanh", rows, h, plain, (k, n, at, x) -> k.tanh(rows, n, x[0], at, wide, x[1], at, h));
    cells("add", rows, h, plain, (k, n, at, x) -> k.add(rows, n, x[0], at, wide, x[1], at, h));
    for (int row : new int[] {0, h}) { // one row for all, too
      cells(
          "multiply",
          rows,
          h,
          plain,
          (k, n, at, x) -> k.multiply(rows, n, x[0], at, row, x[1], at, h, x[2], at, wide));
      cells(
          "multiply and add",
          rows,
          h,
          plain,
          (k, n, at, x) -> k.multiplyAdd(rows, n, x[0], at, row, x[1], at, h, x[2], at, wide));
    }
    cells(
        "mix",
        rows,
        h,
        plain,
        (k, n, at, x) -> k.mix(rows, n, x[0], at, wide, x[1], at, h, x[2], at, h, x[3], at, h));
    columnProducts(rows, h, plain);
    cells(
        "split",
        rows,
        h,
        plain,
        (k, n, at, x) -> k.split(rows, n, x[0], at, h, x[1], at, h, x[2], at, h, x[1], at, h));
    cells("shift", rows, h, plain, (k, n, at, x) -> k.shift(n, -1.7f, x[0], at));
    cells("mask", rows, h, plain, (k, n, at, x) -> k.mask(n, at - PAD, h, 1 << 31, 2f, x[0], at));
    cells(
        "select",
        rows,
        h,
        plain,
        (k, n, at, x) -> {
          k.mask(n, at - PAD, h, 1 << 30, 1f, x[0], at);
          k.select(rows, n, x[0], at, 0, x[1], at, wide, x[2], at, h, x[3], at, h);
        });
  }

  private void columnProducts(int rows, int h, boolean plain) {
    cells(
        "column products",
        rows,
        h,
        plain,
        (k, n, at, x) -> k.addColumnProducts(rows, n, x[0], at, 3 * h, x[1], at, h, x[4], at));
  }

  private void gru(int rows, int h, boolean plain, boolean hard) {
    cells(
        "gru candidate",
        rows,
        h,
        plain,
        (k, n, at, x) -> k.gruCandidateBackward(rows, n, h, hard, x[0], at, x[1], at));
    cells(
        "gru reset",
        rows,
        h,
        plain,
        (k, n, at, x) ->
            k.gruResetBackward(rows, n, h, hard, x[0], at, x[1], at, x[2], at, x[3], at));
  }

  private void lstmParts(int rows, int h, boolean plain, boolean hard) {
    int w = 3 * h;
    cells(
        "lstm cell",
        rows,
        h,
        plain,
        (k, n, at, x) ->
            k.lstmCell(rows, n, x[0], at, at + h, w, x[1], at, h, x[2], at, h, x[2], at, h));
    cells(
        "lstm output",
        rows,
        h,
        plain,
        (k, n, at, x) ->
            k.lstmOutputBackward(
                rows, n, hard, x[0], at, w, x[1], at, h, x[2], at, h, x[3], at, h));
    cells(
        "lstm cell backward",
        rows,
        h,
        plain,
        (k, n, at, x) ->
            k.lstmCellBackward(
                rows,
                n,
                hard,
                x[0],
                at,
                at + h,
                at + 2 * h,
                w,
                x[1],
                at,
                h,
                x[2],
                at,
                h,
                x[3],
                at,
                h));
    cells(
        "lstm coupled",
        rows,
        h,
        plain,
        (k, n, at, x) ->
            k.lstmCoupledBackward(
                rows, n, hard, x[0], at, at + h, w, x[1], at, h, x[2], at, h, x[3], at, h));
  }

  /** Something done to n units from a position on, in arrays of any use. */
  @FunctionalInterface
  interface Cell {
    void run(Cells cells, int n, int at, float[][] arrays);
  }

  private void cells(String name, int rows, int h, boolean plain, Cell cell) {
    float[][] in = new float[5][];
    for (int i = 0; i < in.length; i++) {
      in[i] = numbers(rows * 4 * h + PAD + h, plain);
    }
    float[][] x = copy(in);
    float[][] y = copy(in);
    float[][] z = copy(in);
    cell.run(left.cells(), h, PAD, x);
    cell.run(right.cells(), h, PAD, y);
    same(name + " " + rows + " " + h, x, y);
    int cut = h / 3; // divided by units
    cell.run(right.cells(), h - cut, PAD + cut, z);
    cell.run(right.cells(), cut, PAD, z);
    same(name + " in parts " + rows + " " + h, x, z);
  }

  void elementwise() {
    for (int n : SIZES) {
      for (boolean plain : new boolean[] {true, false}) {
        one("tanh", n, plain, (k, x, y) -> k.tanh(n, x, 1, y, 2));
        one("sigmoid", n, plain, (k, x, y) -> k.sigmoid(n, x, 1, y, 2));
        one("relu", n, plain, (k, x, y) -> k.relu(n, x, 1, y, 2));
        one("exp", n, plain, (k, x, y) -> k.exp(n, x, 1, y, 2));
        one("exp shifted", n, plain, (k, x, y) -> k.exp(n, x, 1, 2.7f, y, 2));
        one("log", n, plain, (k, x, y) -> k.log(n, x, 1, y, 2));
        one("tanh backward", n, plain, (k, x, y) -> k.tanhBackward(n, x, 1, y, 2, y, 2));
        one("sigmoid backward", n, plain, (k, x, y) -> k.sigmoidBackward(n, x, 1, y, 2, y, 2));
        one("relu backward", n, plain, (k, x, y) -> k.reluBackward(n, x, 1, y, 2, y, 2));
        for (Curve curve : Curve.values()) {
          one(curve + "", n, plain, (k, x, y) -> k.activate(curve, 0.3f, n, x, 1, y, 2));
          one(
              curve + " backward",
              n,
              plain,
              (k, x, y) -> k.activateBackward(curve, 0.3f, n, x, 1, y, 2, y, 2));
        }
        one("add", n, plain, (k, x, y) -> k.add(n, x, 1, y, 2));
        one("multiply", n, plain, (k, x, y) -> k.multiply(n, x, 1, y, 2));
        one("scale", n, plain, (k, x, y) -> k.scale(n, -0.37f, y, 2));
        one("axpy", n, plain, (k, x, y) -> k.axpy(n, 1.7f, x, 1, y, 2));
        one("fill", n, plain, (k, x, y) -> k.fillRows(1, n, x, 1, y, 2, n));
        one("add row", n, plain, (k, x, y) -> k.addRow(1, n, x, 1, y, 2, n));
        one("dropout", n, plain, (k, x, y) -> k.dropout(n, -n, 1 << 31, 2f, x, 1, y, 2));
        one("keep most", n, plain, (k, x, y) -> k.dropout(n, n, -(1 << 28), 1.1f, x, 1, y, 2));
        one("keep few", n, plain, (k, x, y) -> k.dropout(n, 5, 1 << 28, 9f, x, 1, y, 2));
      }
    }
    float[] dense = new float[1 << 16];
    for (int j = 0; j < dense.length; j++) {
      dense[j] = Float.intBitsToFloat(Mix.bits(17, j));
    }
    int n = dense.length - 2;
    onAll("tanh", dense, (k, x, y) -> k.tanh(n, x, 1, y, 2));
    onAll("sigmoid", dense, (k, x, y) -> k.sigmoid(n, x, 1, y, 2));
    onAll("exp", dense, (k, x, y) -> k.exp(n, x, 1, y, 2));
    onAll("log", dense, (k, x, y) -> k.log(n, x, 1, y, 2));
    for (Curve curve : Curve.values()) {
      onAll(curve + "", dense, (k, x, y) -> k.activate(curve, 0.3f, n, x, 1, y, 2));
      onAll(
          curve + " backward",
          dense,
          (k, x, y) -> k.activateBackward(curve, 0.3f, n, x, 1, x, 1, y, 2));
    }
  }

  @FunctionalInterface
  interface Elementwise {
    void run(Kernels kernels, float[] x, float[] y);
  }

  private void one(String name, int n, boolean plain, Elementwise kernel) {
    float[] x = numbers(n + 2, plain);
    float[] y = numbers(n + 3, plain);
    float[] z = y.clone();
    kernel.run(left, x, y);
    kernel.run(right, x, z);
    same(name + " " + n, y, z);
  }

  private void onAll(String name, float[] x, Elementwise kernel) {
    float[] y = new float[x.length];
    float[] z = new float[x.length];
    kernel.run(left, x, y);
    kernel.run(right, x, z);
    same(name, y, z);
  }

  void optimisers() {
    for (int n : SIZES) {
      float[][] in = {
        numbers(n + 1, true), numbers(n + 2, true), numbers(n + 3, true), numbers(n + 4, true)
      };
      for (int j = 0; j < in[2].length; j++) {
        in[2][j] = Math.abs(in[2][j]);
      }
      float[][] x = copy(in);
      float[][] y = copy(in);
      left.sgd(n, 0.1f, 0f, 0.7f, x[0], 1, new float[0], 0, x[3], 4);
      right.sgd(n, 0.1f, 0f, 0.7f, y[0], 1, new float[0], 0, y[3], 4);
      left.sgd(n, 0.1f, 0.9f, 0.7f, x[0], 1, x[1], 2, x[3], 4);
      right.sgd(n, 0.1f, 0.9f, 0.7f, y[0], 1, y[1], 2, y[3], 4);
      same("sgd " + n, x, y);
      left.adam(n, 1e-2f, 0.9f, 0.999f, 1e-8f, 3f, 1.5f, x[0], 1, x[1], 2, x[2], 3, x[3], 4);
      right.adam(n, 1e-2f, 0.9f, 0.999f, 1e-8f, 3f, 1.5f, y[0], 1, y[1], 2, y[2], 3, y[3], 4);
      same("adam " + n, x, y);
      updates(n, left.updates(n), x);
      updates(n, right.updates(n), y);
      same("updates " + n, x, y);
    }
  }

  /** All steps of optimisers, one after the other on the same arrays. */
  private static void updates(int n, Updates updates, float[][] x) {
    int at = 1;
    float[] g = x[0];
    float[] m = x[1];
    float[] v = x[2];
    float[] w = x[3];
    updates.penalise(n, at, 0.7f, 0.02f, 0.3f, w, g);
    updates.momentum(n, at, 0.1f, 0.9f, 0.7f, g, m, w, w);
    updates.byRoot(n, at, 0.1f, 1f, 1f, 1e-6f, 0.7f, g, v, w);
    updates.byRoot(n, at, 0.1f, 0.9f, 0.1f, 1e-6f, 0.7f, g, v, w);
    updates.nadam(n, at, 0.1f, 0.2f, 0.9f, 0.99f, 1e-6f, 3f, 0.7f, g, m, v, w);
    float[] largest = v.clone();
    updates.amsGrad(n, at, 0.1f, 0.9f, 0.5f, 1e-6f, 3f, 0.7f, g, m, v, largest, w);
    updates.approach(n, at, 0.3f, largest, v);
    updates.adamInside(n, at, 0.1f, 0.9f, 0.5f, 1e-6f, 3f, 0.7f, g, m, v, w);
    updates.adaDelta(n, at, 1.1f, 0.9f, 1e-4f, 0.7f, g, v, largest, w);
    updates.approach(n, at, 0.3f, largest, m);
  }

  void reductions() {
    int[] sizes = Arrays.copyOf(SIZES, SIZES.length + 8);
    int[] large = {4080, 4095, 4096, 4097, 8192, 12_289, 40_000, 70_001};
    System.arraycopy(large, 0, sizes, SIZES.length, large.length);
    for (int n : sizes) {
      for (boolean plain : new boolean[] {true, false}) {
        float[] x = numbers(n + 1, plain);
        float[] y = numbers(n + 2, plain);
        same("sum " + n, left.sum(n, x, 1), right.sum(n, x, 1));
        double[] blocks = new double[PAD + Math.ceilDiv(n, Kernels.REDUCTION_BLOCK)];
        for (int j = 0, from = 0; from < n; j++, from += Kernels.REDUCTION_BLOCK) {
          int count = Math.min(Kernels.REDUCTION_BLOCK, n - from);
          blocks[PAD + j] = right.sumOfSquares(count, x, 1 + from);
        }
        double joined = Kernels.joinBlocks(blocks.length - PAD, blocks, PAD);
        same("squares by blocks " + n, left.sumOfSquares(n, x, 1), joined);
        same("squares " + n, left.sumOfSquares(n, x, 1), right.sumOfSquares(n, x, 1));
        same("dot " + n, left.dot(n, x, 1, y, 2), right.dot(n, x, 1, y, 2));
        same("max " + n, left.max(n, x, 1), right.max(n, x, 1));
      }
    }
  }

  /** Plain numbers within ±6, or with a special value in one of three places. */
  private float[] numbers(int n, boolean plain) {
    key++;
    float[] numbers = new float[n];
    for (int j = 0; j < n; j++) {
      int bits = Mix.bits(key, j);
      boolean special = !plain && bits % 3 == 0;
      numbers[j] = special ? SPECIAL[(bits >>> 8) % SPECIAL.length] : (bits >> 7) * 0x1p-24f * 6f;
    }
    return numbers;
  }

  private static float[][] copy(float[][] arrays) {
    float[][] copy = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copy[i] = arrays[i].clone();
    }
    return copy;
  }

  private void same(String what, float[][] x, float[][] y) {
    for (int i = 0; i < x.length; i++) {
      same(what + " array " + i, x[i], y[i]);
    }
  }

  private void same(String what, float[] x, float[] y) {
    compared++;
    for (int j = 0; j < x.length; j++) {
      digest = 31 * digest + Float.floatToIntBits(x[j]);
      if (Float.floatToIntBits(x[j]) != Float.floatToIntBits(y[j])) {
        throw new AssertionError(what + " at " + j + ": " + x[j] + " and " + y[j]);
      }
    }
  }

  private void same(String what, double x, double y) {
    compared++;
    digest = 31 * digest + Double.doubleToLongBits(x);
    if (Double.doubleToLongBits(x) != Double.doubleToLongBits(y)) {
      throw new AssertionError(what + ": " + x + " and " + y);
    }
  }
}
