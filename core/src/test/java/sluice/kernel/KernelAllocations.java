package sluice.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import sluice.fixture.OtherJvm;

/**
 * Calls each kernel until it allocates nothing, and prints what it still allocated: a program, run
 * in a JVM of its own.
 */
public final class KernelAllocations {
  private static final int CALLS = 200;
  private static final int ROUNDS = 3_000;
  private static final long SLACK_BYTES = 1_000;

  private static final Kernels KERNELS = Kernels.get();

  /** Whole vectors, a rest, and both kinds of edges of a tile. */
  private static final int[] SIZES = {64, 30, 7, 120, 1, 256};

  private static final float[] A = numbers(1 << 18);
  private static final float[] B = numbers(1 << 18);
  private static final float[] C = numbers(1 << 18);
  private static final float[] D = numbers(1 << 18);
  private static final float[] E = numbers(1 << 18);
  private static final float[] F = numbers(1 << 18);

  private interface Call {
    void run(int n);
  }

  private static volatile double sink;

  private static Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("product", n -> KERNELS.product(13, 30, n, A, 0, 30, B, C, 0, n, false));
    calls.put("product of a row", n -> KERNELS.product(1, 30, n, A, 0, 30, B, C, 0, n, true));
    calls.put("product over blocks", n -> KERNELS.product(4, 300, n, A, 0, 300, B, C, 0, n, true));
    calls.put(
        "transposed product",
        n -> KERNELS.addTransposedProduct(70, n, 120, A, 0, n, B, 0, 120, C, 0, 120, D));
    calls.put(
        "transposed product of columns",
        n -> KERNELS.addTransposedProduct(300, 30, n, A, 0, 30, B, 0, n, C, 0, n, D));
    calls.put("pack", n -> KERNELS.pack(30, n, A, 0, n, B));
    calls.put("pack transposed", n -> KERNELS.packTransposed(30, n, A, 0, 30, B));
    calls.put("column sums", n -> KERNELS.addColumnSums(40, n, A, 0, n, C, 0));
    calls.put("lstm forward", n -> KERNELS.lstmForward(5, n, A, 0, B, 0, C, 0, D, 0, E, 0));
    calls.put("lstm backward", n -> KERNELS.lstmBackward(5, n, A, 0, B, 0, C, 0, D, 0, E, 0));
    calls.put("tanh", n -> KERNELS.tanh(n, A, 0, B, 0));
    calls.put("sigmoid", n -> KERNELS.sigmoid(n, A, 0, B, 0));
    calls.put("exp", n -> KERNELS.exp(n, A, 0, B, 0));
    calls.put("log", n -> KERNELS.log(n, A, 0, B, 0));
    calls.put("relu", n -> KERNELS.relu(n, A, 0, B, 0));
    calls.put("tanh backward", n -> KERNELS.tanhBackward(n, A, 0, B, 0, C, 0));
    calls.put("sigmoid backward", n -> KERNELS.sigmoidBackward(n, A, 0, B, 0, C, 0));
    calls.put("relu backward", n -> KERNELS.reluBackward(n, A, 0, B, 0, C, 0));
    for (Curve curve : Curve.values()) {
      calls.put(curve + "", n -> KERNELS.activate(curve, 0.3f, n, A, 0, B, 0));
      calls.put(
          curve + " backward", n -> KERNELS.activateBackward(curve, 0.3f, n, A, 0, B, 0, C, 0));
    }
    calls.put("fill rows", n -> KERNELS.fillRows(3, n, A, 0, B, 0, n));
    calls.put("add row", n -> KERNELS.addRow(3, n, A, 0, B, 0, n));
    calls.put("add", n -> KERNELS.add(n, A, 0, B, 0));
    calls.put("multiply", n -> KERNELS.multiply(n, A, 0, B, 0));
    calls.put("scale", n -> KERNELS.scale(n, 0.9f, B, 0));
    calls.put("axpy", n -> KERNELS.axpy(n, 0.9f, A, 0, B, 0));
    calls.put("sum", n -> sink = KERNELS.sum(20 * n, A, 0));
    calls.put("sum of squares", n -> sink = KERNELS.sumOfSquares(20 * n, A, 0));
    calls.put("dot", n -> sink = KERNELS.dot(20 * n, A, 0, B, 0));
    calls.put("max", n -> sink = KERNELS.max(n, A, 0));
    calls.put("sgd", n -> KERNELS.sgd(n, 1e-3f, 0.9f, 1f, A, 0, B, 0, C, 0));
    calls.put(
        "adam", n -> KERNELS.adam(n, 1e-3f, 0.9f, 0.99f, 1e-8f, 1f, 1f, A, 0, B, 0, E, 0, C, 0));
    calls.put("momentum", n -> KERNELS.updates(n).momentum(n, 0, 1e-3f, 0.9f, 1f, A, B, C, C));
    calls.put("by root", n -> KERNELS.updates(n).byRoot(n, 0, 1e-3f, 1, 1, 1e-8f, 1f, A, E, C));
    calls.put("adadelta", n -> KERNELS.updates(n).adaDelta(n, 0, 1f, 0.9f, 1e-6f, 1f, A, E, F, C));
    calls.put(
        "nadam",
        n -> KERNELS.updates(n).nadam(n, 0, 1e-3f, 1e-3f, 0.9f, 0.99f, 1e-8f, 1f, 1f, A, B, E, C));
    calls.put(
        "amsgrad",
        n -> KERNELS.updates(n).amsGrad(n, 0, 1e-3f, 0.9f, 0.99f, 1e-8f, 1f, 1f, A, B, E, F, C));
    calls.put(
        "adam, epsilon inside",
        n -> KERNELS.updates(n).adamInside(n, 0, 1e-3f, 0.9f, 0.99f, 1e-8f, 1f, 1f, A, B, E, C));
    calls.put("penalise", n -> KERNELS.updates(n).penalise(n, 0, 1f, 0.1f, 0.1f, A, F));
    calls.put("approach", n -> KERNELS.updates(n).approach(n, 0, 0.1f, A, F));
    cells(calls, KERNELS.cells());
    calls.put("dropout", n -> KERNELS.dropout(n, 7, 1 << 31, 2f, A, 0, F, 0));
    return calls;
  }

  private static void cells(Map<String, Call> calls, Cells k) {
    calls.put("column products", n -> k.addColumnProducts(300, n, A, 0, n, B, 0, n, C, 0));
    calls.put("gate", n -> k.gate(3, n, false, A, 0, n));
    calls.put("hard gate", n -> k.gate(3, n, true, A, 0, n));
    calls.put("tanh of rows", n -> k.tanh(3, n, A, 0, n, B, 0, n));
    calls.put("add rows", n -> k.add(3, n, A, 0, n, B, 0, n));
    calls.put("multiply rows", n -> k.multiply(3, n, A, 0, 0, B, 0, n, C, 0, n));
    calls.put("multiply and add rows", n -> k.multiplyAdd(3, n, A, 0, 0, B, 0, n, C, 0, n));
    calls.put("mix", n -> k.mix(3, n, A, 0, 0, B, 0, n, C, 0, n, D, 0, n));
    calls.put("mask", n -> k.mask(n, 0, 7, 1 << 31, 2f, F, 0));
    calls.put("select", n -> k.select(3, n, A, 0, n, B, 0, n, C, 0, n, D, 0, n));
    calls.put("split", n -> k.split(3, n, A, 0, n, B, 0, n, C, 0, n, D, 0, n));
    calls.put("gru candidate", n -> k.gruCandidateBackward(3, n, n, false, A, 0, B, 0));
    calls.put("gru reset", n -> k.gruResetBackward(3, n, n, false, A, 0, B, 0, C, 0, D, 0));
    calls.put(
        "lstm output backward",
        n -> k.lstmOutputBackward(3, n, false, A, 0, n, B, 0, n, C, 0, n, D, 0, n));
    calls.put(
        "lstm cell backward",
        n -> k.lstmCellBackward(3, n, false, A, 0, n, 2 * n, 4 * n, B, 0, n, C, 0, n, D, 0, n));
    calls.put(
        "lstm coupled backward",
        n -> k.lstmCoupledBackward(3, n, true, A, 0, n, 3 * n, B, 0, n, C, 0, n, D, 0, n));
    calls.put("lstm cell", n -> k.lstmCell(3, n, A, 0, n, 4 * n, B, 0, n, C, 0, n, D, 0, n));
  }

  private KernelAllocations() {}

  /** Prints a line a kernel: the bytes of its last round, and its name. */
  public static void main(String[] arguments) {
    calls().forEach((name, call) -> OtherJvm.print(bytesOnceWarm(call) + " bytes: " + name));
  }

  /** Runs until three rounds in a row allocate nothing; 0 then, else the bytes of the last one. */
  private static long bytesOnceWarm(Call call) {
    long allocated = 0;
    int quiet = 0;
    for (int round = 0; round < ROUNDS && quiet < 3; round++) {
      long before = Allocation.bytes();
      for (int j = 0; j < CALLS; j++) {
        call.run(SIZES[j % SIZES.length]);
      }
      allocated = Allocation.bytes() - before;
      quiet = allocated < SLACK_BYTES ? quiet + 1 : 0;
    }
    return quiet == 3 ? 0 : allocated;
  }

  private static float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int j = 0; j < n; j++) {
      numbers[j] = (Mix.bits(11, j) >>> 8) * 0x1p-24f;
    }
    return numbers;
  }
}
