package sluice.kernel;

/** Compares what goes element by element: functions, steps of optimisers, reductions. */
final class ElementEquality {
  private final KernelPair two;

  ElementEquality(KernelPair two) {
    this.two = two;
  }

  void everything() {
    elementwise();
    optimisers();
    reductions();
  }

  private void elementwise() {
    for (int n : KernelPair.SIZES) {
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
    dense();
  }

  /** Bits of any kind. */
  private void dense() {
    float[] dense = new float[two.all() ? 1 << 16 : 1 << 12];
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
    if (!two.due(name)) {
      return;
    }
    float[] x = two.numbers(n + 2, plain);
    float[] y = two.numbers(n + 3, plain);
    float[] z = y.clone();
    kernel.run(two.left(), x, y);
    kernel.run(two.right(), x, z);
    two.same(name + " " + n, y, z);
  }

  private void onAll(String name, float[] x, Elementwise kernel) {
    float[] y = new float[x.length];
    float[] z = new float[x.length];
    kernel.run(two.left(), x, y);
    kernel.run(two.right(), x, z);
    two.same(name, y, z);
  }

  private void optimisers() {
    for (int n : KernelPair.SIZES) {
      if (!two.due("optimisers")) {
        continue;
      }
      float[][] in = {
        two.numbers(n + 1, true),
        two.numbers(n + 2, true),
        two.numbers(n + 3, true),
        two.numbers(n + 4, true)
      };
      for (int j = 0; j < in[2].length; j++) {
        in[2][j] = Math.abs(in[2][j]);
      }
      float[][] x = KernelPair.copy(in);
      float[][] y = KernelPair.copy(in);
      two.left().sgd(n, 0.1f, 0f, 0.7f, x[0], 1, new float[0], 0, x[3], 4);
      two.right().sgd(n, 0.1f, 0f, 0.7f, y[0], 1, new float[0], 0, y[3], 4);
      two.left().sgd(n, 0.1f, 0.9f, 0.7f, x[0], 1, x[1], 2, x[3], 4);
      two.right().sgd(n, 0.1f, 0.9f, 0.7f, y[0], 1, y[1], 2, y[3], 4);
      two.same("sgd " + n, x, y);
      two.left().adam(n, 1e-2f, 0.9f, 0.999f, 1e-8f, 3f, 1.5f, x[0], 1, x[1], 2, x[2], 3, x[3], 4);
      two.right().adam(n, 1e-2f, 0.9f, 0.999f, 1e-8f, 3f, 1.5f, y[0], 1, y[1], 2, y[2], 3, y[3], 4);
      two.same("adam " + n, x, y);
      updates(n, two.left().updates(n), x);
      updates(n, two.right().updates(n), y);
      two.same("updates " + n, x, y);
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

  private void reductions() {
    int[] large = {4080, 4095, 4096, 4097, 8192, 12_289, 40_000, 70_001};
    for (int[] sizes : new int[][] {KernelPair.SIZES, large}) {
      for (int n : sizes) {
        reductions(n, true);
        reductions(n, false);
      }
    }
  }

  private void reductions(int n, boolean plain) {
    Kernels left = two.left();
    Kernels right = two.right();
    float[] x = two.numbers(n + 1, plain);
    float[] y = two.numbers(n + 2, plain);
    two.same("sum " + n, left.sum(n, x, 1), right.sum(n, x, 1));
    int blocks = Math.ceilDiv(n, Kernels.REDUCTION_BLOCK);
    double[] sums = new double[KernelPair.PAD + blocks];
    for (int j = 0; j < blocks; j++) {
      int from = j * Kernels.REDUCTION_BLOCK;
      int count = Math.min(Kernels.REDUCTION_BLOCK, n - from);
      sums[KernelPair.PAD + j] = right.sumOfSquares(count, x, 1 + from);
    }
    double joined = Kernels.joinBlocks(blocks, sums, KernelPair.PAD);
    two.same("squares by blocks " + n, left.sumOfSquares(n, x, 1), joined);
    two.same("squares " + n, left.sumOfSquares(n, x, 1), right.sumOfSquares(n, x, 1));
    two.same("dot " + n, left.dot(n, x, 1, y, 2), right.dot(n, x, 1, y, 2));
    two.same("max " + n, left.max(n, x, 1), right.max(n, x, 1));
  }
}
