package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * a = b + x·Wx for every kind of input, all steps at once, and its two derivatives dWx += xᵀ·da and
 * dx = da·Wxᵀ.
 *
 * <p>Rows of numbers go through a packed product; ids pick rows of Wx; a joined input does each for
 * its band of rows.
 */
final class InputProduct {
  private final Weight wx;
  private final Optional<RowGradient> dwx;
  private final boolean shared; // the packed weights, with other passes that only predict
  private final int maxRows;
  private final Workers workers;
  private final List<Band> bands = new ArrayList<>(); // made when first needed, then kept
  private final IdProduct idProduct;
  private final Optional<RowProduct> back;
  private final Matrix dx; // [N, I]
  private Optional<IdGradient> idGradient = Optional.empty();

  InputProduct(Weight wx, PassSettings settings) {
    this.wx = wx;
    this.maxRows = settings.capacity().rows();
    this.workers = settings.workers();
    this.dwx = settings.gradients().filter(g -> g.learns(wx)).map(g -> g.byRows(wx));
    this.shared = !settings.training();
    this.idProduct = new IdProduct(wx, workers);
    boolean needed = settings.training() && settings.inputGradient();
    this.back = needed ? Optional.of(RowProduct.byTransposed(wx, workers)) : Optional.empty();
    this.dx = Matrix.of(needed ? maxRows : 0, wx.values().rows());
  }

  /** a = b + x·Wx, all rows. */
  void forward(Input x, Matrix b, Matrix a) {
    if (x.width() != wx.values().rows()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shapes do not fit: %s = [%d, %d]·%s",
              a,
              x.rows(),
              x.width(),
              wx.values()));
    }
    forward(x, 0, b, a);
  }

  /** Makes ready for {@link #rows} from several threads. */
  void prepare(Input x) {
    prepare(x, 0);
  }

  private void prepare(Input x, int firstRow) {
    switch (x) {
      case Input.Rows(Matrix values) -> band(firstRow, values.columns()).product.refresh();
      case Input.Ids ids -> {}
      case Input.Joined(List<Input> parts) -> {
        int row = firstRow;
        for (int i = 0; i < parts.size(); i++) {
          prepare(parts.get(i), row);
          row += parts.get(i).width();
        }
      }
    }
  }

  /** a[aRow …] = b + x[xRow …]·Wx for {@code count} rows, in this thread. */
  void rows(Input x, int xRow, int count, Matrix b, Matrix a, int aRow) {
    rows(x, 0, xRow, count, b, a, aRow);
  }

  private void rows(Input x, int firstRow, int xRow, int count, Matrix b, Matrix a, int aRow) {
    switch (x) {
      case Input.Rows(Matrix values) ->
          band(firstRow, values.columns()).product.rows(count, values, xRow, a, aRow, b);
      case Input.Ids ids -> idProduct.rows(ids, firstRow, xRow, count, a, aRow, b);
      case Input.Joined(List<Input> parts) -> {
        int row = firstRow;
        for (int i = 0; i < parts.size(); i++) {
          rows(parts.get(i), row, xRow, count, i == 0 ? b : Matrix.EMPTY, a, aRow);
          row += parts.get(i).width();
        }
      }
    }
  }

  /** One part of an input, which reads the rows of Wx from {@code firstRow} on. */
  private void forward(Input x, int firstRow, Matrix b, Matrix a) {
    check(x, a);
    switch (x) {
      case Input.Rows(Matrix values) ->
          band(firstRow, values.columns()).product.run(values, 0, a.rows(), a, 0, b, true);
      case Input.Ids ids -> idProduct.run(ids, firstRow, a, b);
      case Input.Joined(List<Input> parts) -> {
        int row = firstRow;
        for (int i = 0; i < parts.size(); i++) {
          forward(parts.get(i), row, i == 0 ? b : Matrix.EMPTY, a);
          row += parts.get(i).width();
        }
      }
    }
  }

  /**
   * dWx += xᵀ·da; returns dx = da·Wxᵀ, or nothing useful if the pass was made without input
   * gradient.
   */
  Matrix backward(Input x, Matrix da) {
    if (dwx.isPresent()) {
      gradient(x, 0, da, dwx.get());
    }
    if (back.isPresent()) {
      back.get().run(da, dx.rows(da.rows()), false);
    }
    return dx;
  }

  private void gradient(Input x, int firstRow, Matrix da, RowGradient gradient) {
    check(x, da);
    switch (x) {
      case Input.Rows(Matrix values) -> {
        gradient.reached().add(firstRow, firstRow + values.columns());
        band(firstRow, values.columns()).gradient.orElseThrow().add(values, 0, da);
      }
      case Input.Ids ids -> idGradient(ids.width()).add(ids, firstRow, da, gradient);
      case Input.Joined(List<Input> parts) -> {
        int row = firstRow;
        for (int i = 0; i < parts.size(); i++) {
          gradient(parts.get(i), row, da, gradient);
          row += parts.get(i).width();
        }
      }
    }
  }

  private static void check(Input x, Matrix a) {
    if (x.rows() != a.rows()) {
      throw new IllegalArgumentException(
          "a part of the input has " + x.rows() + " rows, the batch has " + a.rows());
    }
  }

  private IdGradient idGradient(int width) {
    if (idGradient.isEmpty() || idGradient.get().width() < width) {
      idGradient = Optional.of(new IdGradient(width, wx.values().columns(), workers));
    }
    return idGradient.get();
  }

  /** The band for these rows of Wx: another batch may be joined of other parts. */
  private Band band(int firstRow, int rows) {
    for (int i = 0; i < bands.size(); i++) {
      Band known = bands.get(i);
      if (known.firstRow == firstRow && known.rows == rows) {
        return known;
      }
    }
    Band band =
        new Band(
            firstRow,
            rows,
            RowProduct.byBand(wx, firstRow, rows, shared, workers),
            dwx.map(gradient ->
                WeightGradient.ofBand(gradient.values(), firstRow, rows, maxRows, workers)));
    bands.add(band);
    return band;
  }

  private record Band(
      int firstRow, int rows, RowProduct product, Optional<WeightGradient> gradient) {}

  static long floats(int inputs, int columns, Capacity capacity, boolean training) {
    long floats = RowProduct.floats(inputs, columns);
    if (training) { // and the gradient of the input, which every layer but the first has
      floats += RowProduct.floats(columns, inputs);
      floats += (long) capacity.rows() * inputs;
      floats += WeightGradient.floats(capacity.rows(), inputs, columns);
    }
    return floats;
  }
}
