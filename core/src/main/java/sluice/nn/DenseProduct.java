package sluice.nn;

import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Workers;

/** y = x·W + b with its derivatives, for whoever owns W and b: the product that a head needs. */
public final class DenseProduct {
  private final Weight b;
  private final RowProduct product;
  private final Optional<Back> back;

  /** For up to {@code rows} rows at once; without gradients, forward only. */
  public DenseProduct(
      Weight w, Weight b, int rows, Optional<Gradients> gradients, Workers workers) {
    this.b = b;
    product = RowProduct.by(w, gradients.isEmpty(), workers);
    back =
        gradients.map(g ->
            new Back(
                RowProduct.byTransposed(w, workers),
                WeightGradient.of(g, w, rows, workers),
                new BiasGradient(g, b, workers)));
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

  /**
   * y = x·W + b for {@code count} rows of x from {@code first} on. [N, I] → [count, O]. Modified:
   * y.
   */
  public void forward(Matrix x, int first, int count, Matrix y) {
    product.run(x, first, count, y.rows(count), 0, b.values(), true);
  }

  /**
   * The way back from all rows of dy [count, O], which belong to the rows of x and dx [N, I] from
   * {@code first} on: dW += xᵀ·dy, db += Σ dy, dx = dy·Wᵀ. Modified: the gradients and dx.
   */
  public void backward(Matrix x, int first, Matrix dy, Matrix dx) {
    Back derivatives = back.orElseThrow();
    derivatives.dw.add(x, first, dy);
    derivatives.db.add(dy);
    derivatives.byTransposed.run(dy, 0, dy.rows(), dx, first, Matrix.EMPTY, false);
  }

  private record Back(RowProduct byTransposed, WeightGradient dw, BiasGradient db) {}
}
