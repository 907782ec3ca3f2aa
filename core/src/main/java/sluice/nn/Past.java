package sluice.nn;

import java.util.Arrays;
import java.util.Optional;
import sluice.math.Matrix;

/** How the units of a layer without gates see the step before, both ways, in one pass. */
sealed interface Past {

  /** Makes ready for steps forward. */
  void refresh();

  /** Adds what so many rows of the past bring to the units {@code [from, to)} of rows of a. */
  void add(int from, int to, int rows, Matrix h, int hRow, Matrix a, int aRow);

  /** Makes ready for steps backward. */
  void refreshBack();

  /** Hands rows of da back to the units {@code [from, to)} of the step before. */
  void back(int from, int to, int rows, Matrix da, int daRow, Matrix dh, int dhRow, boolean add);

  /** Adds to the weight's gradient, when all of da is known. */
  void gradient(Matrix past, int pastRow, Matrix da);

  /** All units see all: h₋₁·Wh. */
  final class All implements Past {
    private final WeightDrop drop;
    private final RowProduct product;
    private final Optional<RowProduct> back; // ·Whᵀ
    private final Optional<WeightGradient> dwh;

    All(Weight wh, float dropped, int layer, PassSettings settings) {
      drop = new WeightDrop(wh, dropped, layer, 0, settings);
      Weight read = drop.read();
      product = RowProduct.by(read, !settings.training(), settings.workers());
      back = settings.gradients().map(g -> RowProduct.byTransposed(read, settings.workers()));
      int rows = settings.capacity().rows();
      dwh = settings.gradients().map(g -> drop.gradient(g, rows));
    }

    /** Floats that one holds. */
    static long floats(int hidden, Capacity capacity, boolean training) {
      long floats = RowProduct.floats(hidden, hidden);
      return training
          ? 2 * floats + WeightGradient.floats(capacity.rows(), hidden, hidden)
          : floats;
    }

    @Override
    public void refresh() {
      drop.draw();
      product.refresh();
    }

    @Override
    public void add(int from, int to, int rows, Matrix h, int hRow, Matrix a, int aRow) {
      product.units(from, to, rows, h, hRow, a, aRow, true);
    }

    @Override
    public void refreshBack() {
      back.orElseThrow().refresh();
    }

    @Override
    public void back(
        int from, int to, int rows, Matrix da, int daRow, Matrix dh, int dhRow, boolean add) {
      back.get().units(from, to, rows, da, daRow, dh, dhRow, add);
    }

    @Override
    public void gradient(Matrix past, int pastRow, Matrix da) {
      dwh.orElseThrow().add(past, pastRow, da);
      drop.handBack();
    }
  }

  /** Each unit sees itself: u ⊙ h₋₁. */
  final class Own implements Past {
    private final Matrix u; // [1, H]
    private final Optional<ScaleGradient> du;

    Own(Weight u, PassSettings settings) {
      this.u = u.values();
      du = settings.gradients().map(g -> new ScaleGradient(g, u, settings.workers()));
    }

    @Override
    public void refresh() {}

    @Override
    public void add(int from, int to, int rows, Matrix h, int hRow, Matrix a, int aRow) {
      Elements.multiplyAdd(rows, to - from, u, 0, from, h, hRow, from, a, aRow, from);
    }

    @Override
    public void refreshBack() {}

    @Override
    public void back(
        int from, int to, int rows, Matrix da, int daRow, Matrix dh, int dhRow, boolean add) {
      for (int r = dhRow; r < dhRow + rows && !add; r++) {
        Arrays.fill(dh.data(), dh.at(r) + from, dh.at(r) + to, 0);
      }
      Elements.multiplyAdd(rows, to - from, u, 0, from, da, daRow, from, dh, dhRow, from);
    }

    @Override
    public void gradient(Matrix past, int pastRow, Matrix da) {
      du.orElseThrow().add(da.rows(), da, past, pastRow);
    }
  }
}
