package sluice.kernel;

/** Compares the arithmetic of recurrent cells: whole, and divided by units. */
final class CellEquality {
  private final KernelPair two;

  CellEquality(KernelPair two) {
    this.two = two;
  }

  void everything() {
    gates();
    cells();
  }

  private void gates() {
    for (int h : KernelPair.SIZES) {
      for (int rows : new int[] {1, 3}) {
        for (boolean plain : new boolean[] {true, false}) {
          lstm(rows, h, plain);
        }
      }
    }
  }

  private void lstm(int rows, int h, boolean plain) {
    if (!two.due("lstm")) {
      return;
    }
    float[][] in = {
      two.numbers(rows * 4 * h + 1, plain),
      two.numbers(rows * h + 2, plain),
      two.numbers(rows * h + 3, plain),
      two.numbers(rows * h + 4, plain),
      two.numbers(rows * h + 5, plain),
      two.numbers(rows * h + 6, plain),
      two.numbers(rows * h + 7, plain)
    };
    float[][] x = KernelPair.copy(in);
    float[][] y = KernelPair.copy(in);
    two.left().lstmForward(rows, h, x[0], 1, x[1], 2, x[2], 3, x[3], 4, x[4], 5);
    two.right().lstmForward(rows, h, y[0], 1, y[1], 2, y[2], 3, y[3], 4, y[4], 5);
    two.same("lstm forward " + rows + " " + h, x, y);
    two.left().lstmBackward(rows, h, x[0], 1, x[1], 2, x[3], 4, x[5], 6, x[6], 7);
    two.right().lstmBackward(rows, h, y[0], 1, y[1], 2, y[3], 4, y[5], 6, y[6], 7);
    two.same("lstm backward " + rows + " " + h, x, y);
    float[][] z = KernelPair.copy(in);
    for (int[] part : new int[][] {{h / 3, h}, {0, h / 3}}) { // divided by units
      int from = part[0];
      int to = part[1];
      two.right().lstmForward(rows, h, from, to, z[0], 1, z[1], 2, z[2], 3, z[3], 4, z[4], 5);
      two.right().lstmBackward(rows, h, from, to, z[0], 1, z[1], 2, z[3], 4, z[5], 6, z[6], 7);
    }
    two.same("lstm in parts " + rows + " " + h, x, z);
  }

  /** Rows that do not touch, and units divided. */
  private void cells() {
    for (int h : KernelPair.SIZES) {
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
    cells("drop tiny", rows, h, plain, (k, n, at, x) -> dropTiny(k, rows, n, x[0], at, wide));
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
    cells(
        "mask",
        rows,
        h,
        plain,
        (k, n, at, x) -> k.mask(n, at - KernelPair.PAD, h, 1 << 31, 2f, x[0], at));
    cells(
        "select",
        rows,
        h,
        plain,
        (k, n, at, x) -> {
          k.mask(n, at - KernelPair.PAD, h, 1 << 30, 1f, x[0], at);
          k.select(rows, n, x[0], at, 0, x[1], at, wide, x[2], at, h, x[3], at, h);
        });
  }

  /** Of numbers about the bound, on both sides. */
  private static void dropTiny(Cells k, int rows, int n, float[] x, int at, int ldx) {
    for (int row = 0; row < rows; row++) {
      for (int j = at + row * ldx, end = j + n; j < end; j++) {
        x[j] *= Cells.TINY;
      }
    }
    k.dropTiny(rows, n, x, at, ldx);
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
    if (!two.due(name)) {
      return;
    }
    float[][] in = new float[5][];
    for (int i = 0; i < in.length; i++) {
      in[i] = two.numbers(rows * 4 * h + KernelPair.PAD + h, plain);
    }
    float[][] x = KernelPair.copy(in);
    float[][] y = KernelPair.copy(in);
    float[][] z = KernelPair.copy(in);
    cell.run(two.left().cells(), h, KernelPair.PAD, x);
    cell.run(two.right().cells(), h, KernelPair.PAD, y);
    two.same(name + " " + rows + " " + h, x, y);
    int cut = h / 3; // divided by units
    cell.run(two.right().cells(), h - cut, KernelPair.PAD + cut, z);
    cell.run(two.right().cells(), cut, KernelPair.PAD, z);
    two.same(name + " in parts " + rows + " " + h, x, z);
  }
}
