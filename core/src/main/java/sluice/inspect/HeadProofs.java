package sluice.inspect;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import sluice.inspect.SelfTest.Check;
import sluice.inspect.SelfTest.Kind;
import sluice.loss.BalancedCrossEntropy;
import sluice.loss.Contrastive;
import sluice.loss.Head;
import sluice.loss.Likeness;
import sluice.loss.LogLoss;
import sluice.loss.Loss;
import sluice.loss.Model;
import sluice.loss.PerceptronCriterion;
import sluice.loss.RegressionLoss;
import sluice.loss.SigmoidCrossEntropy;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.LayerSpec;
import sluice.nn.Network;

/**
 * Heads and losses that {@link Reference} has no equations for: their gradients, through an LSTM,
 * against differences.
 */
final class HeadProofs {
  private static final int HIDDEN = 3;
  private static final int INPUTS = 2;
  private static final long SEED = 5;
  private static final Loss CONTRASTIVE = new Contrastive(3);
  private static final Loss BALANCED =
      new BalancedCrossEntropy(List.of(2.0, 0.5), List.of(0.6, 3.0));

  private HeadProofs() {}

  /** The losses that are looked at here alone. */
  static List<Loss> losses() {
    return List.of(CONTRASTIVE, BALANCED);
  }

  /** The proofs by the names of what they look at. */
  static SequencedMap<String, Supplier<Check>> proofs() {
    SequencedMap<String, Supplier<Check>> proofs = new LinkedHashMap<>();
    for (Likeness likeness : Likeness.values()) {
      add(
          proofs,
          "pairs by " + likeness.name().toLowerCase(Locale.ROOT),
          () -> pairs(likeness, new SigmoidCrossEntropy()));
    }
    add(proofs, "pairs, contrastive loss", () -> pairs(Likeness.DISTANCE, CONTRASTIVE));
    add(proofs, "loss balanced-cross-entropy", HeadProofs::balanced);
    known(proofs, "loss balanced-cross-entropy, even weights", HeadProofs::even);
    known(proofs, "loss log-loss, at both ends", HeadProofs::ends);
    known(proofs, "loss perceptron, by hand", HeadProofs::perceptron);
    known(proofs, "loss huber, by hand", HeadProofs::huber);
    known(proofs, "pairs of nothing", HeadProofs::nothing);
    return proofs;
  }

  private static void known(
      SequencedMap<String, Supplier<Check>> proofs, String part, DoubleSupplier distance) {
    proofs.put(part, () -> KnownAnswers.close(part, distance.getAsDouble(), 1e-6));
  }

  /** How far the loss of weights of one is from that without weights, and their gradients. */
  private static double even() {
    Loss even = new BalancedCrossEntropy(List.of(1.0, 1.0), List.of(1.0, 1.0));
    double worst = 0;
    for (float[] labels : new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
      Target truth = new Target.LabelSets(row(labels));
      Matrix own = row(0.7f, -1.3f);
      Matrix other = row(0.7f, -1.3f);
      double apart = even.row(own, 0, truth, 0, own);
      apart -= new SigmoidCrossEntropy().row(other, 0, truth, 0, other);
      worst = Math.max(worst, Math.abs(apart));
      for (int j = 0; j < labels.length; j++) {
        worst = Math.max(worst, Math.abs(own.get(0, j) - other.get(0, j)));
      }
    }
    return worst;
  }

  /** A probability of 0 for what is true counts as 1e-7, likewise one of 1. */
  private static double ends() {
    Matrix given = row(0, 1);
    Target truth = new Target.LabelSets(row(1, 0));
    return Math.abs(2 * 16.11809565095832 - new LogLoss().row(given, 0, truth, 0, given));
  }

  /** (ŷ − y)·z: of 2 and −3 with the labels 0 and 1 it is 2 + 3, of the others 0. */
  private static double perceptron() {
    Matrix z = row(2, -3, 1, -1);
    Target truth = new Target.LabelSets(row(0, 1, 1, 0));
    double off = Math.abs(5 - new PerceptronCriterion().row(z, 0, truth, 0, z));
    float[] expected = {1, -1, 0, 0};
    for (int j = 0; j < expected.length; j++) {
      off = Math.max(off, Math.abs(expected[j] - z.get(0, j)));
    }
    return off;
  }

  /** Half the square of 0.5 within δ = 0.8; beyond it δ·(|r| − δ∕2), which no derivative tells. */
  private static double huber() {
    RegressionLoss huber = new RegressionLoss.Huber(0.8);
    double within = Math.abs(0.125 - huber.loss(0.5, 0));
    return Math.max(within, Math.abs(1.28 - huber.loss(-1, 1)));
  }

  /** Two sides of zeros have no direction, and a distance of 0 no slope: 0 all the same. */
  private static double nothing() {
    double worst = 0;
    for (Likeness likeness : List.of(Likeness.COSINE, Likeness.DISTANCE)) {
      Head head = Head.pair(HIDDEN, likeness, new SigmoidCrossEntropy(), SEED);
      Gradients gradients = new Gradients(head.weights());
      Head.Pass pass = head.pass(2, Optional.of(gradients), Workers.serial());
      Matrix dh = Matrix.of(2, HIDDEN);
      pass.layout(Steps.equal(1, 2));
      Target truth = new Target.LabelSets(row(1));
      pass.lossAndGradient(Matrix.of(2, HIDDEN), truth, new float[] {1, 0}, dh);
      for (float value : dh.toArray()) {
        worst = Math.max(worst, Math.abs(value)); // NaN stays
      }
    }
    return worst;
  }

  private static Matrix row(float... values) {
    return Matrix.over(values, 0, 1, values.length);
  }

  private static void add(
      SequencedMap<String, Supplier<Check>> proofs, String part, Supplier<Trial> trial) {
    proofs.put(
        part,
        () -> {
          GradientCheck.Entry worst = GradientCheck.of(trial.get(), GradientCheck.STEP / 2).worst();
          boolean passed = worst.error() <= GradientCheck.BOUND;
          return new Check(
              part, Kind.GRADIENT, passed, worst.error(), passed ? "" : worst.toString());
        });
  }

  /** Six sequences are three pairs, whose sides are not equally long. */
  private static Trial pairs(Likeness likeness, Loss loss) {
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(HIDDEN), LayerSpec.lastStep());
    Model model =
        new Model(Network.create(INPUTS, spec, SEED), Head.pair(HIDDEN, likeness, loss, SEED));
    Trial trial = Trial.random(model, Steps.of(2, 4, 1, 3, 1, 2), SEED);
    Matrix labels = Matrix.of(3, 1);
    labels.set(1, 0, 1);
    float[] weights = trial.weights().clone();
    Arrays.fill(weights, labels.rows(), weights.length, 0);
    return new Trial(
        model,
        trial.input(),
        trial.steps(),
        new Target.LabelSets(labels),
        weights,
        trial.start(),
        trial.v(),
        trial.draw());
  }

  private static Trial balanced() {
    Model model =
        new Model(
            Network.create(INPUTS, LayerSpec.lstm(HIDDEN), SEED),
            Head.dense(HIDDEN, 2, BALANCED, SEED));
    Trial trial = Trial.random(model, Steps.of(3, 1, 2), SEED);
    Matrix labels = Matrix.of(trial.steps().rows(), 2);
    for (int row = 0; row < labels.rows(); row++) {
      labels.set(row, row % 2, 1);
    }
    return trial.target(new Target.LabelSets(labels));
  }
}
