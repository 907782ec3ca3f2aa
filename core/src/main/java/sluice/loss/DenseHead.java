package sluice.loss;

import java.util.List;
import java.util.Optional;
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
 */
final class DenseHead implements Head {
  private static final int HEAD = -1; // its place among the layers, for first values

  private final Loss loss;
  private final Weight w; // [I, O]
  private final Weight b; // [1, O]

  DenseHead(int inputSize, int outputSize, Loss loss, long seed) {
    this.loss = loss;
    w = new Weight("head.w", inputSize, outputSize, Weight.Role.TRAINED);
    b = new Weight("head.b", 1, outputSize, Weight.Role.TRAINED);
    Initialiser.uniform(w.values(), 1 / (float) Math.sqrt(inputSize), seed, HEAD, 0);
  }

  @Override
  public String type() {
    return "dense";
  }

  @Override
  public int inputSize() {
    return w.values().rows();
  }

  @Override
  public int outputSize() {
    return w.values().columns();
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public List<Weight> weights() {
    return List.of(w, b);
  }

  @Override
  public long passFloats(int rows, boolean training) {
    return (long) rows * (outputSize() * (training ? 2L : 1L) + 2)
        + DenseProduct.floats(w, rows, training);
  }

  @Override
  public Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
    return new Pass(rows, gradients, workers);
  }

  private final class Pass implements Head.Pass {
    private final DenseProduct product;
    private final WeightedRows weighted;
    private final Matrix z; // [N, O]
    private final Matrix dz; // [N, O]

    Pass(int rows, Optional<Gradients> gradients, Workers workers) {
      product = new DenseProduct(w, b, rows, gradients, workers);
      weighted = new WeightedRows(loss, rows);
      z = Matrix.of(rows, outputSize());
      dz = Matrix.of(gradients.isPresent() ? rows : 0, outputSize());
    }

    @Override
    public Matrix predict(Matrix h) {
      product.forward(h, z);
      loss.predict(z);
      return z;
    }

    @Override
    public double loss(Matrix h, Target target, float[] weights) {
      product.forward(h, z);
      return weighted.lossAndGradient(
          z, target, weights, z); // the gradient goes where the outputs were
    }

    @Override
    public double lossAndGradient(Matrix h, Target target, float[] weights, Matrix dh) {
      product.forward(h, z);
      double sum = weighted.lossAndGradient(z, target, weights, dz.rows(z.rows()));
      product.backward(h, dz, dh);
      return sum;
    }
  }
}
