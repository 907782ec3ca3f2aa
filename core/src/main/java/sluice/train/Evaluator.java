package sluice.train;

import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.math.Workers;
import sluice.nn.PassSettings;

/** The mean loss of a model over batches, without dropout and without changing anything. */
public final class Evaluator {
  private final Model model;
  private final Batches batches;
  private final Reduction reduction;
  private final Model.Pass pass;
  private final CarriedStates carried;

  /** For these batches, whole ones. */
  public Evaluator(Model model, Batches batches, Reduction reduction, Workers workers) {
    this.model = model;
    this.batches = batches;
    this.reduction = reduction;
    this.pass = model.pass(PassSettings.predicting(batches.capacity(1)).workers(workers));
    this.carried =
        new CarriedStates(
            pass.network(),
            new float[batches.carried() * model.network().stateLength()],
            model.network().stateLength());
  }

  /** The mean loss over all batches. */
  public double loss() {
    double sum = 0;
    double divisor = 0;
    for (int index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(0, index, 0, 1);
      carried.before(batch);
      sum += pass.loss(batch.input(), batch.steps(), batch.target(), batch.weights());
      carried.after(batch);
      int outputs = model.head().loss().outputs(model.head().outputSize());
      divisor += reduction.divisor(pass.steps(), batch.weights(), outputs);
    }
    return sum / divisor;
  }
}
