package sluice.nn;

import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;

/** y = x·W + b with its derivatives, for whoever owns W and b: the product that a head needs. */
public final class DenseProduct {
  private static final Kernels KERNELS = Kernels.get();

  private final Weight b;
  private final RowProduct product;
  private final Optional<Back> back;

  /** For up to {@code rows} rows; without gradients, forward only. */
  public DenseProduct(
      Weight w, Weight b, int rows, Optional<Gradients> gradients, Workers workers) {
    this.b = b;
    product = RowProduct.by(w, workers);
    back =
        gradients.map(g ->
            new Back(
                RowProduct.byTransposed(w, workers),
                new WeightGradient(g.of(w), rows, workers),
                g.of(b)));
  }

  /** Floats that one holds for up to {@code rows} rows. */
  public static long floats(Weight w, int rows, boolean training) {
    int inputs = w.values().rows();
    int outputs = w.values().columns();
    long floats = RowProduct.floats(inputs, outputs);
    if (training) {
      floats += RowProduct.floats(outputs, inputs);
      floats += WeightGradient.floats(rows, inputs, outputs);
    }
    return floats;
  }

  /** y = x·W + b. [N, I] → [N, O]. Modified: y. */
  public void forward(Matrix x, Matrix y) {
    Matrix bias = b.values();
    y.rows(x.rows());
    KERNELS.fillRows(
        y.rows(), y.columns(), bias.data(), bias.at(0), y.data(), y.at(0), y.columns());
    product.run(x, y, 0, true);
  }

  /** dW += xᵀ·dy, db += Σ dy, dx = dy·Wᵀ. Modified: the gradients and dx. */
  public void backward(Matrix x, Matrix dy, Matrix dx) {
    Back derivatives = back.orElseThrow();
    derivatives.dw.add(x, dy);
    WeightGradient.addRowSum(dy, derivatives.db);
    derivatives.byTransposed.run(dy, dx.rows(dy.rows()), 0, false);
  }

  private record Back(RowProduct byTransposed, WeightGradient dw, Matrix db) {}
}
