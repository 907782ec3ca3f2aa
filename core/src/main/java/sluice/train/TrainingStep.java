package sluice.train;

import java.util.Optional;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.PassSettings;
import sluice.nn.Probe;
import sluice.optim.Treated;

/**
 * The objective of one training step: the mean loss of the current batch and its gradient.
 *
 * <p>A batch is cut into groups; each group's gradient is gathered alone, groups are added in
 * order, and the sum is divided by the whole batch's weight at the end. So accumulation on one
 * machine and groups on many give the same bits.
 */
final class TrainingStep {
  private final Model model;
  private final Batches batches;
  private final TrainConfig config;
  private final Gradients total;
  private final Gradients part; // one group's; the total itself when there is one group
  private final Treated treated;
  private final Probe probe;
  private final Draw draw;
  private final Model.Pass pass;
  private final CarriedStates carried;
  private final float[] slab;
  private final float[] slabBefore; // what sequences brought to the current batch
  private int epoch;
  private int index;
  private double lossSum;
  private double divisor;
  private double penalty;
  private int sequences;

  TrainingStep(
      Model model,
      Batches batches,
      TrainConfig config,
      Gradients gradients,
      Treated treated,
      Hooks hooks,
      float[] slab) {
    this.model = model;
    this.batches = batches;
    this.config = config;
    this.total = gradients;
    this.treated = treated;
    this.part = config.groups() == 1 ? gradients : gradients.another().workers(hooks.workers());
    this.probe = hooks.probe();
    this.draw = new Draw(config.seed());
    this.pass =
        model.pass(
            new PassSettings(
                batches.capacity(config.groups()),
                Optional.of(part),
                probe,
                draw,
                hooks.workers(),
                false));
    this.slab = slab;
    this.slabBefore = new float[slab.length];
    this.carried = new CarriedStates(pass.network(), slab, model.network().stateLength());
  }

  /** Chooses the batch that the next evaluations look at. */
  void at(int epoch, int index) {
    this.epoch = epoch;
    this.index = index;
    System.arraycopy(slab, 0, slabBefore, 0, slab.length);
  }

  /** Mean loss of the current batch and all penalties; gradients are gathered and finished. */
  double evaluate() {
    probe.evaluationBegins();
    total.clear();
    lossSum = 0;
    divisor = 0;
    sequences = 0;
    double asked = 0;
    draw.at(epoch, index);
    int groups = batches.groups(index, config.groups());
    for (int group = 0; group < groups; group++) {
      Batch batch = batches.batch(epoch, index, group, groups);
      if (part != total) {
        part.clear();
      }
      carried.before(batch);
      lossSum +=
          pass.lossAndGradient(
              batch.input(), batch.steps(), batch.target(), batch.weights(), config.reduction());
      carried.after(batch);
      divisor += pass.weight();
      asked += pass.weight() * pass.network().penalty();
      sequences += batch.steps().sequences();
      if (part != total) {
        total.add(part);
      }
    }
    double scale = divisor > 0 ? 1 / divisor : 0;
    total.finish(scale);
    penalty = treated.penalise() + (divisor > 0 ? asked / divisor : 0);
    probe.evaluationEnds(total, scale);
    return (divisor > 0 ? lossSum / divisor : 0) + penalty;
  }

  double lossSum() {
    return lossSum;
  }

  double divisor() {
    return divisor;
  }

  /** The penalties in the loss of the last evaluation. */
  double penalty() {
    return penalty;
  }

  int sequences() {
    return sequences;
  }

  /** The states that sequences brought to the current batch, by id. */
  float[] carried() {
    return slabBefore.clone();
  }

  /**
   * Name of the first weight, or else of the first gradient on the way back, that is not finite; or
   * the head.
   */
  String culprit() {
    for (var weight : model.weights()) {
      if (!finite(weight.values())) {
        return "the weights " + weight.name();
      }
    }
    for (int i = total.count() - 1; i >= 0; i--) {
      if (!finite(total.gradient(i))) {
        return "the gradient of " + total.weight(i).name();
      }
    }
    return "the loss itself (" + model.head().loss().type() + ")";
  }

  private static boolean finite(Matrix values) {
    for (int j = values.at(0), end = j + values.size(); j < end; j++) {
      if (!Float.isFinite(values.data()[j])) {
        return false;
      }
    }
    return true;
  }
}
