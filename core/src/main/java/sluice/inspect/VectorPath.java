package sluice.inspect;

import java.util.Optional;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/**
 * Contributions in a model that begins with embedded columns: taken of the vectors, then summed to
 * their columns. A product with a table is linear, so one-hot columns would sum to the same.
 */
final class VectorPath {
  private final Network vectors;
  private final Model above;
  private final int[] origins; // by column of the vectors
  private final int inputs;

  private VectorPath(Model model, Network vectors) {
    this.vectors = vectors;
    above = new Model(model.network().above(1), model.head());
    inputs = vectors.inputSize();
    var spec = (LayerSpec.EmbeddedColumnsSpec) vectors.layers().getFirst().spec();
    origins = spec.origins(inputs);
  }

  /** Empty for a model that begins otherwise, or has no other layer. */
  static Optional<VectorPath> of(Model model) {
    return model
        .network()
        .vectors()
        .filter(_ -> model.network().layers().size() > 1)
        .map(vectors -> new VectorPath(model, vectors));
  }

  /** As {@link Attribution#of(Model, Matrix, Matrix, int, int)} does it. */
  Attribution attribution(Matrix x, Matrix baseline, int step, int column) {
    Attribution own = Attribution.of(above, rows(x), rows(baseline), step, column);
    return new Attribution(
        own.output(),
        own.baseline(),
        columns(own.gradient()),
        columns(own.integrated()),
        own.points());
  }

  private Matrix rows(Matrix x) {
    return vectors
        .pass(PassSettings.predicting(Capacity.of(x.rows(), 1)))
        .forward(new Input.Rows(x), Steps.equal(x.rows(), 1))
        .copy();
  }

  private Matrix columns(Matrix values) {
    Matrix sums = Matrix.of(values.rows(), inputs);
    for (int t = 0; t < values.rows(); t++) {
      for (int j = 0; j < origins.length; j++) {
        sums.set(t, origins[j], sums.get(t, origins[j]) + values.get(t, j));
      }
    }
    return sums;
  }
}
