package sluice.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.kernel.Kernels;
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
  private static final Kernels KERNELS = Kernels.get();

  private final Weight wx;
  private final Optional<Matrix> dwx;
  private final int maxRows;
  private final Workers workers;
  private final List<Band> bands = new ArrayList<>(); // made when first needed, then kept
  private final Optional<RowProduct> back;
  private final Matrix dx; // [N, I]
  private Optional<IdGradient> idGradient = Optional.empty();

  InputProduct(Weight wx, PassSettings settings) {
    this.wx = wx;
    this.maxRows = settings.capacity().rows();
    this.workers = settings.workers();
    this.dwx = settings.gradients().filter(g -> g.has(wx)).map(g -> g.of(wx));
    boolean needed = settings.training() && settings.inputGradient();
    this.back = needed ? Optional.of(RowProduct.byTransposed(wx, workers)) : Optional.empty();
    this.dx = Matrix.of(needed ? maxRows : 0, wx.values().rows());
  }

  /** a = b + x·Wx, all rows. */
  void forward(Input x, Weight b, Matrix a) {
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
    Matrix bias = b.values();
    KERNELS.fillRows(
        a.rows(), a.columns(), bias.data(), bias.at(0), a.data(), a.at(0), a.columns());
    part(x, 0, a, true);
  }

  /**
   * dWx += xᵀ·da; returns dx = da·Wxᵀ, or nothing useful if the pass was made without input
   * gradient.
   */
  Matrix backward(Input x, Matrix da) {
    if (dwx.isPresent()) {
      part(x, 0, da, false);
    }
    if (back.isPresent()) {
      back.get().run(da, dx.rows(da.rows()), 0, false);
    }
    return dx;
  }

  /** Walks the parts of an input, each reading the rows of Wx from {@code firstRow} on. */
  private void part(Input x, int firstRow, Matrix a, boolean forward) {
    if (x.rows() != a.rows()) {
      throw new IllegalArgumentException(
          "a part of the input has " + x.rows() + " rows, the batch has " + a.rows());
    }
    switch (x) {
      case Input.Rows(Matrix values) -> {
        Band band = band(firstRow, values.columns());
        if (forward) {
          band.product.run(values, a, 0, true);
        } else {
          band.gradient.orElseThrow().add(values, a);
        }
      }
      case Input.Ids ids -> {
        if (forward) {
          addRows(ids, firstRow, a);
        } else {
          idGradient(ids.width()).add(ids, firstRow, a, dwx.orElseThrow());
        }
      }
      case Input.Joined(List<Input> parts) -> {
        int row = firstRow;
        for (int i = 0; i < parts.size(); i++) {
          part(parts.get(i), row, a, forward);
          row += parts.get(i).width();
        }
      }
    }
  }

  private void addRows(Input.Ids ids, int firstRow, Matrix a) {
    Matrix w = wx.values();
    for (int r = 0; r < ids.rows(); r++) {
      KERNELS.add(w.columns(), w.data(), w.at(firstRow + ids.get(r)), a.data(), a.at(r));
    }
  }

  private IdGradient idGradient(int width) {
    if (idGradient.isEmpty() || idGradient.get().width() < width) {
      idGradient = Optional.of(new IdGradient(width, wx.values().columns()));
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
            RowProduct.byBand(wx, firstRow, rows, false, workers),
            dwx.map(gradient -> new WeightGradient(gradient, firstRow, rows, maxRows, workers)));
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
