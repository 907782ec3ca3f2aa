package sluice.loss;

import java.util.List;
import java.util.Optional;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Weight;

/** A head without weights: the network's rows are the outputs. */
record PlainHead(int size, Loss loss) implements Head {

  @Override
  public String type() {
    return "plain";
  }

  @Override
  public int inputSize() {
    return size;
  }

  @Override
  public int outputSize() {
    return size;
  }

  @Override
  public List<Weight> weights() {
    return List.of();
  }

  @Override
  public long passFloats(int rows, boolean training) {
    return (long) rows * (size + 2);
  }

  @Override
  public Pass pass(int rows, Optional<Gradients> gradients, Workers workers) {
    return new Pass(rows, workers);
  }

  private final class Pass implements Head.Pass {
    private final Matrix output; // [N, O]
    private final WeightedRows weighted;

    Pass(int rows, Workers workers) {
      output = Matrix.of(rows, size);
      weighted = new WeightedRows(loss, rows, workers);
    }

    @Override
    public Matrix predict(Matrix h) {
      output.set(h);
      loss.predict(output);
      return output;
    }

    @Override
    public double loss(Matrix h, Target target, float[] weights) {
      return lossAndGradient(h, target, weights, output);
    }

    @Override
    public double lossAndGradient(Matrix h, Target target, float[] weights, Matrix dh) {
      loss.check(target, h.rows(), size);
      weighted.add(h, target, weights, 0, dh.rows(h.rows()));
      return weighted.sum(h.rows());
    }
  }
}
