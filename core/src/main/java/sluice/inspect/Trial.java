package sluice.inspect;

import sluice.loss.Hinge;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.PerceptronCriterion;
import sluice.loss.Quantiles;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.SigmoidFocal;
import sluice.loss.SoftmaxCrossEntropy;
import sluice.loss.SoftmaxFocal;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/**
 * A model on one batch, with all that its gradients depend on: what {@link GradientCheck} and
 * {@link Reference} look at.
 *
 * <pre>
 *   J = Σ weight · loss + Σ v ⊙ (final state)
 * </pre>
 *
 * <p>J is the summed loss and a linear function of the final states, so that the gradient of a
 * final state takes part.
 *
 * @param model network and head
 * @param input what the network reads, N rows
 * @param steps how the rows lie
 * @param target one row for each row that the head reads
 * @param weights weight of each row of the target
 * @param start initial states by position, [B, stateLength]
 * @param v gradient of the final states by position, [B, stateLength]
 * @param draw counters of the dropout masks
 */
public record Trial(
    Model model,
    Input input,
    Steps steps,
    Target target,
    float[] weights,
    Matrix start,
    Matrix v,
    Draw draw) {

  /** No pre-activation and no residual of a trial away from kinks lies nearer to one than this. */
  public static final double KINK_DISTANCE = 5e-2;

  private static final int REDRAWS = 100_000;

  /** A trial at a random point: input, target, row weights, states and v follow from the seed. */
  public static Trial random(Model model, Steps steps, long seed) {
    Network network = model.network();
    Input input = new Input.Rows(normal(steps.rows(), network.inputSize(), seed, 0, 1));
    int rows = outputRows(network, input, steps);
    float[] weights = new float[rows];
    long key = Rng.key(seed, Rng.DATA, 0, 4, 0, 0);
    for (int r = 0; r < rows; r++) {
      weights[r] = 0.5f + Rng.uniform(Rng.unitBits(key, r));
    }
    return new Trial(
        model,
        input,
        steps,
        target(model.head().loss(), rows, model.head().outputSize(), seed),
        weights,
        normal(steps.sequences(), network.stateLength(), seed, 2, 0.5f),
        normal(steps.sequences(), network.stateLength(), seed, 3, 1),
        new Draw(seed));
  }

  /**
   * A trial at a random point that is redrawn until nothing lies within {@link #KINK_DISTANCE} of a
   * kink: there a difference measures a chord, not a derivative.
   *
   * @throws IllegalStateException if no such point is found: the model has too many kinks
   */
  public static Trial awayFromKinks(Model model, Steps steps, long seed) {
    for (int redraw = 0; redraw < REDRAWS; redraw++) {
      Trial trial = random(model, steps, Rng.key(seed, Rng.DATA, 0, 0, 0, redraw));
      if (Reference.of(trial).nearestKink() > KINK_DISTANCE) {
        return trial;
      }
    }
    throw new IllegalStateException(
        "no point away from kinks among "
            + REDRAWS
            + "; make the batch or the layers smaller than "
            + steps.rows()
            + " rows");
  }

  /** The same with another input of as many rows and columns. */
  public Trial input(Input value) {
    return new Trial(model, value, steps, target, weights, start, v, draw);
  }

  /** The same with another target of as many rows. */
  public Trial target(Target value) {
    return new Trial(model, input, steps, value, weights, start, v, draw);
  }

  /** A pass for just this batch, with the gradient of the input, in this thread. */
  PassSettings settings(Gradients gradients) {
    return PassSettings.training(Capacity.of(steps), gradients, draw)
        .inputGradient(true)
        .workers(Workers.serial());
  }

  private static int outputRows(Network network, Input input, Steps steps) {
    return network.pass(PassSettings.predicting(Capacity.of(steps))).forward(input, steps).rows();
  }

  private static Matrix normal(int rows, int columns, long seed, int part, float deviation) {
    Matrix values = Matrix.of(rows, columns);
    long key = Rng.key(seed, Rng.DATA, 0, part, 0, 0);
    for (int j = 0; j < values.size(); j++) {
      values.data()[j] = deviation * Rng.normal(key, j);
    }
    return values;
  }

  private static Target target(Loss loss, int rows, int columns, long seed) {
    long key = Rng.key(seed, Rng.DATA, 0, 5, 0, 0);
    return switch (loss) {
      case SoftmaxCrossEntropy _, SoftmaxFocal _, Hinge _ -> {
        Target.ClassIds ids = new Target.ClassIds(rows).rows(rows);
        for (int r = 0; r < rows; r++) {
          ids.set(r, Rng.below(key, r, columns));
        }
        yield ids;
      }
      case SigmoidCrossEntropy _, SigmoidFocal _, LogLoss _, PerceptronCriterion _ -> {
        Matrix labels = Matrix.of(rows, columns);
        for (int j = 0; j < labels.size(); j++) {
          labels.data()[j] = Rng.below(key, j, 2);
        }
        yield new Target.LabelSets(labels);
      }
      case Quantiles several ->
          new Target.Values(normal(rows, columns / several.quantiles().size(), seed, 5, 1));
      default -> new Target.Values(normal(rows, columns, seed, 5, 1));
    };
  }
}
