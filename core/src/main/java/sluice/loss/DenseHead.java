package sluice.loss;

import java.util.List;
import java.util.Optional;
import sluice.kernel.Kernels;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.DenseProduct;
import sluice.nn.Gradients;
import sluice.nn.Initialiser;
import sluice.nn.Weight;

/**
 * A dense layer with a loss on top.
 *
 * <pre>
 *   z = h·W + b    [N, O]      dW = hᵀ·dz    db = Σ dz    dh = dz·Wᵀ
 * </pre>
 *
 * <p>Tied, W is the transposed of a table [O, I] that the network has (Press &amp; Wolf 2017; Inan,
 * Khosravi &amp; Socher 2017): then only b is its own, and both add to the table's gradient.
 */
final class DenseHead implements Head {
  private static final int HEAD = -1; // its place among the layers, for first values

  /** Outputs held at once: some 4 MB, so that a softmax over many words never stores all. */
  private static final int SOME_OUTPUTS = 1 << 20;

  private final Loss loss;
  private final Weight w; // [I, O]; tied: [O, I]
  private final Weight b; // [1, O]
  private final boolean tied;

  DenseHead(int inputSize, int outputSize, Loss loss, long seed) {
    this(loss, new Weight("head.w", inputSize, outputSize, Weight.Role.TRAINED), false);
    Initialiser.uniform(w.values(), 1 / (float) Math.sqrt(inputSize), seed, HEAD, 0);
  }

  /** Tied to a table of the network, [O, I]. */
  DenseHead(Weight table, Loss loss) {
    this(loss, table, true);
  }

  private DenseHead(Loss loss, Weight w, boolean tied) {
    this.loss = loss;
    this.w = w;
    this.tied = tied;
    b = new Weight("head.b", 1, outputSize(), Weight.Role.TRAINED);
  }

  @Override
  public String type() {
    return tied ? "tied" : "dense";
  }

  @Override
  public int inputSize() {
    return tied ? w.values().columns() : w.values().rows();
  }

  @Override
  public int outputSize() {
    return tied ? w.values().rows() : w.values().columns();
  }

  @Override
  public Optional<Weight> tied() {
    return tied ? Optional.of(w) : Optional.empty();
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public List<Weight> weights() {
    return tied ? List.of(b) : List.of(w, b);
  }

  @Override
  public long passFloats(int rows, boolean training) {
    int few = some(rows);
    long outputs = (long) outputSize() * (training || few == rows ? few : few + rows);
    return outputs + 2L * rows + DenseProduct.floats(w, few, training);
  }

  /** Rows whose outputs are held at once: whole blocks of the sums over rows. */
  private int some(int rows) {
    int blocks = Math.max(1, SOME_OUTPUTS / outputSize() / Kernels.BLOCK);
    return Math.min(rows, blocks * Kernels.BLOCK);
  }

  @Override
  public Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
    return new Pass(rows, gradients, workers);
  }

  private final class Pass implements Head.Pass {
    private final DenseProduct product;
    private final WeightedRows weighted;
    private final int some;
    private final Matrix z; // [some rows, O]  outputs, then their gradient
    private final int rows;
    private Matrix predictions = Matrix.EMPTY; // [N, O]  made when first asked for

    Pass(int rows, Optional<Gradients> gradients, Workers workers) {
      this.rows = rows;
      some = some(rows);
      product =
          tied
              ? DenseProduct.byTable(w, b, some, gradients, workers)
              : DenseProduct.of(w, b, some, gradients, workers);
      weighted = new WeightedRows(loss, rows, workers);
      z = Matrix.of(some, outputSize());
    }

    @Override
    public Matrix predict(Matrix h) {
      if (predictions.capacity() == 0) {
        predictions = rows == some ? z : Matrix.of(rows, outputSize());
      }
      product.forward(h, 0, h.rows(), predictions);
      loss.predict(predictions);
      return predictions;
    }

    @Override
    public double loss(Matrix h, Target target, float[] weights) {
      loss.check(target, h.rows(), outputSize());
      for (int first = 0; first < h.rows(); first += some) {
        losses(h, target, weights, first);
      }
      return weighted.sum(h.rows());
    }

    @Override
    public double lossAndGradient(Matrix h, Target target, float[] weights, Matrix dh) {
      loss.check(target, h.rows(), outputSize());
      dh.rows(h.rows());
      for (int first = 0; first < h.rows(); first += some) {
        losses(h, target, weights, first);
        product.backward(h, first, z, dh);
      }
      return weighted.sum(h.rows());
    }

    /** The losses of some rows from {@code first} on; z is then their gradient. */
    private void losses(Matrix h, Target target, float[] weights, int first) {
      product.forward(h, first, Math.min(some, h.rows() - first), z);
      weighted.add(z, target, weights, first, z);
    }
  }
}
