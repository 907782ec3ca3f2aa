package sluice.nn;

import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Workers;

/**
 * y = x·W + b with its derivatives, for whoever owns W and b: the product that a head needs. W may
 * lie the other way round, as a table with a row for each output.
 */
public final class DenseProduct {
  private final Weight b;
  private final RowProduct product;
  private final Optional<Back> back;

  private DenseProduct(Weight b, RowProduct product, Optional<Back> back) {
    this.b = b;
    this.product = product;
    this.back = back;
  }

  /** For W [I, O] and up to {@code rows} rows at once; without gradients, forward only. */
  public static DenseProduct of(
      Weight w, Weight b, int rows, Optional<Gradients> gradients, Workers workers) {
    return new DenseProduct(
        b,
        RowProduct.by(w, gradients.isEmpty(), workers),
        gradients.map(g ->
            new Back(
                false,
                RowProduct.byTransposed(w, false, workers),
                WeightGradient.of(g, w, rows, workers),
                new BiasGradient(g, b, workers))));
  }

  /** The same for a table [O, I], of which the transposed is W. */
  public static DenseProduct byTable(
      Weight table, Weight b, int rows, Optional<Gradients> gradients, Workers workers) {
    return new DenseProduct(
        b,
        RowProduct.byTransposed(table, gradients.isEmpty(), workers),
        gradients.map(g ->
            new Back(
                true,
                RowProduct.by(table, false, workers),
                WeightGradient.of(g, table, rows, workers),
                new BiasGradient(g, b, workers))));
  }

  /** Floats that one holds for up to {@code rows} rows, of a weight that lies either way. */
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
    if (derivatives.table) {
      derivatives.dw.add(dy, 0, x, first, dy.rows()); // of the transposed: dyᵀ·x
    } else {
      derivatives.dw.add(x, first, dy, 0, dy.rows());
    }
    derivatives.db.add(dy);
    derivatives.byTransposed.run(dy, 0, dy.rows(), dx, first, Matrix.EMPTY, false);
  }

  private record Back(boolean table, RowProduct byTransposed, WeightGradient dw, BiasGradient db) {}
}
