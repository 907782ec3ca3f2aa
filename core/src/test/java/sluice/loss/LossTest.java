package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;

/** Values and gradients of single rows against numbers worked out by hand. */
class LossTest {

  private static void rows(Loss loss, Matrix z, Target target, double[] losses, Matrix dz) {
    loss.check(target, z.rows(), z.columns());
    for (int r = 0; r < z.rows(); r++) {
      losses[r] = loss.row(z, r, target, r, dz);
    }
  }

  private static void assertRow(
      Loss loss, Target target, float[] output, double value, double... gradient) {
    Matrix z = Matrix.of(output);
    Matrix dz = Matrix.of(1, output.length);
    double[] losses = new double[1];
    rows(loss, z, target, losses, dz);
    assertThat(losses[0]).isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
    for (int j = 0; j < gradient.length; j++) {
      assertThat((double) dz.get(0, j)).as("dz %d", j).isCloseTo(gradient[j], within(2e-7));
    }
    assertThat(z.toArray()).isEqualTo(output);
    rows(loss, z, target, losses, z); // the gradient may go where the outputs were
    Bits.assertSame("in place", z, dz);
    assertThat(losses[0]).isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
  }

  private static Target values(float... truth) {
    return new Target.Values(Matrix.of(truth));
  }

  private static Target labels(float... truth) {
    return new Target.LabelSets(Matrix.of(truth));
  }

  private static float[] z(float... outputs) {
    return outputs;
  }

  @Test
  void squared() {
    assertRow(new RegressionLoss.Squared(), values(1), z(2.5f), 1.125, 1.5);
    assertRow(new RegressionLoss.Squared(), values(1, 0, -1), z(2, 0, -3), 2.5, 1, 0, -2);
  }

  @Test
  void absolute() {
    assertRow(new RegressionLoss.Absolute(), values(1, 4, 7), z(2.5f, 2, 7), 3.5, 1, -1, 0);
  }

  @Test
  void huber() {
    Loss huber = new RegressionLoss.Huber(1);
    assertRow(huber, values(0, 0, 0), z(1.5f, -0.5f, -3), 1 + 0.125 + 2.5, 1, -0.5, -1);
    assertRow(huber, values(0, 0), z(1, -1), 0.5 + 0.5, 1, -1);
    Loss wide = new RegressionLoss.Huber(1.35);
    assertRow(wide, values(0, 0), z(1.35f, 2), 0.5 * 1.35 * 1.35 + 1.35 * (2 - 0.675), 1.35, 1.35);
  }

  @Test
  void quantile() {
    Loss upper = new RegressionLoss.Quantile(0.9);
    assertRow(upper, values(3, 1, 2), z(1, 3, 2), 1.8 + 0.2, -0.9, 0.1, 0);
    Loss median = new RegressionLoss.Quantile(0.5);
    assertRow(median, values(3, 1), z(1, 4), 2.5, -0.5, 0.5);
  }

  @Test
  void softmaxCrossEntropy() {
    Loss loss = new SoftmaxCrossEntropy();
    double[] p = {0.09003057, 0.24472847, 0.66524096};
    assertRow(loss, Target.ClassIds.of(2), z(1, 2, 3), 0.40760596, p[0], p[1], p[2] - 1);
    assertRow(loss, Target.ClassIds.of(0), z(1, 2, 3), 2.40760596, p[0] - 1, p[1], p[2]);
    assertRow(loss, Target.ClassIds.of(0), z(101, 102, 103), 2.40760596, p[0] - 1, p[1], p[2]);
    assertRow(loss, Target.ClassIds.of(1), z(0, 0, 0, 0), 1.38629436, .25, -.75, .25, .25);
    assertRow(loss, Target.ClassIds.of(0), z(5), 0, 0);
  }

  @Test
  void sigmoidCrossEntropy() {
    Loss loss = new SigmoidCrossEntropy();
    assertRow(loss, labels(1), z(0.5f), 0.47407698, -0.37754067);
    assertRow(loss, labels(0), z(0.5f), 0.97407698, 0.62245933);
    assertRow(loss, labels(1, 0), z(-2, -2), 2.12692801 + 0.12692801, -0.88079708, 0.11920292);
    assertRow(loss, labels(0.25f), z(0), 0.69314718, 0.25); // a label may be a probability
  }

  /** By hand: p = 0.66524096, z = (1, 2, 3), so log Σ e^z = 3.40760596 and the mean of z is 2. */
  @Test
  void aLabelIsSpreadOverAll() {
    Loss loss = new SoftmaxCrossEntropy(0.3);
    double[] p = {0.09003057, 0.24472847, 0.66524096};
    assertRow(
        loss,
        Target.ClassIds.of(2),
        z(1, 2, 3),
        3.40760596 - 0.7 * 3 - 0.3 * 2,
        p[0] - 0.1,
        p[1] - 0.1,
        p[2] - 0.8);
    assertRow(
        new SigmoidCrossEntropy(0.2, 1),
        labels(1),
        z(0.5f),
        0.9 * 0.47407698 + 0.1 * 0.97407698,
        0.62245933 - 0.9);
  }

  @Test
  void yesMayWeighMoreThanNo() {
    Loss loss = new SigmoidCrossEntropy(0, 3);
    assertRow(loss, labels(1), z(0.5f), 3 * 0.47407698, -3 * 0.37754067);
    assertRow(loss, labels(0), z(0.5f), 0.97407698, 0.62245933);
    assertRow(loss, labels(1, 0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(loss, labels(0, 1), z(1e4f, -1e4f), 4e4, 1, -3);
  }

  @Test
  void focal() {
    assertRow(new SoftmaxFocal(0), Target.ClassIds.of(2), z(1, 2, 3), 0.40760596, 0.09003057);
    double p = 0.66524096;
    double f = (1 - p) * (1 - p) + 2 * p * (1 - p) * 0.40760596;
    assertRow(
        new SoftmaxFocal(2),
        Target.ClassIds.of(2),
        z(1, 2, 3),
        (1 - p) * (1 - p) * 0.40760596,
        f * 0.09003057,
        f * 0.24472847,
        f * (p - 1));
    assertRow(new SoftmaxFocal(2), Target.ClassIds.of(0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(new SoftmaxFocal(0.5), Target.ClassIds.of(0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(new SoftmaxFocal(2), Target.ClassIds.of(1), z(1e4f, -1e4f), 2e4, 1, -1);
    assertRow(new SigmoidFocal(0, 0.5), labels(1), z(0.5f), 0.5 * 0.47407698, -0.5 * 0.37754067);
    double q = 0.37754067; // 1 − σ(½)
    assertRow(new SigmoidFocal(2, 0.25), labels(1), z(0.5f), 0.25 * q * q * 0.47407698);
    assertRow(new SigmoidFocal(2, 0.25), labels(0), z(0.5f), 0.75 * (1 - q) * (1 - q) * 0.97407698);
    assertRow(new SigmoidFocal(2, 0.25), labels(1, 0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(new SigmoidFocal(2, 0.25), labels(0, 1), z(1e4f, -1e4f), 1e4, 0.75, -0.25);
  }

  @Test
  void hinge() {
    assertRow(new Hinge(), Target.ClassIds.of(2), z(1, 2.5f, 3), 0.5, 0, 1, -1);
    assertRow(new Hinge(), Target.ClassIds.of(0), z(1, 2.5f, 3), 2.5 + 3, -2, 1, 1);
    assertRow(new Hinge(), Target.ClassIds.of(0), z(9, 2.5f, 3), 0, 0, 0, 0);
  }

  @Test
  void thePerceptronsCriterion() {
    assertRow(new PerceptronCriterion(), labels(1, 0, 1, 0), z(2, -3, -4, 5), 4 + 5, 0, 0, -1, 1);
    assertRow(new PerceptronCriterion(), labels(1, 0), z(0, 0), 0, 0, 1); // 0 is a yes
    assertThat(new PerceptronCriterion().type()).isEqualTo("perceptron");
    Matrix z = Matrix.of(new float[] {-0.1f, 0, 7});
    new PerceptronCriterion().predict(z);
    assertThat(z.toArray()).containsExactly(0, 1, 1);
  }

  @Test
  void logLossReadsProbabilities() {
    Loss loss = new LogLoss();
    assertRow(loss, labels(1, 0), z(0.5f, 0.25f), 0.69314718 + 0.28768207, -2, 4 / 3.);
    assertRow(loss, labels(1), z(1), 0);
    assertRow(loss, labels(1), z(0), 16.1180957); // −log 1e−7: the loss stays finite
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertRow(loss, labels(1), z(1.5f), 0))
        .withMessage(
            "log-loss reads probabilities, row 0, column 0 is 1.5; end the network with a sigmoid,"
                + " or use sigmoid-cross-entropy, which reads logits");
  }

  @Test
  void severalQuantilesAtOnce() {
    Loss loss = new Quantiles(List.of(0.1, 0.9));
    assertRow(loss, values(3, 1), z(1, 1, 3, 1), 0.2 + 1.8 + 1.8, -0.1, -0.9, 0.9, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.check(values(3), 1, 3))
        .withMessage("quantiles cannot compare outputs [1, 3] with 1 rows of Values");
    for (List<Double> wrong :
        List.of(List.of(0.9, 0.1), List.of(0.5, 1.0), List.of(0.0), List.of(Double.NaN))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Quantiles(wrong))
          .withMessage("quantiles must be above 0, below 1 and rise, were " + wrong);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Quantiles(List.of()))
        .withMessage("quantiles must be at least one, were none");
  }

  @Test
  void extremeLogitsStayFinite() {
    Loss softmax = new SoftmaxCrossEntropy();
    assertRow(softmax, Target.ClassIds.of(0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(softmax, Target.ClassIds.of(1), z(1e4f, -1e4f), 2e4, 1, -1);
    assertRow(
        softmax, Target.ClassIds.of(2), z(-1e4f, -1e4f, -1e4f), 1.0986123, 1 / 3., 1 / 3., -2 / 3.);
    Loss sigmoid = new SigmoidCrossEntropy();
    assertRow(sigmoid, labels(1, 0), z(1e4f, -1e4f), 0, 0, 0);
    assertRow(sigmoid, labels(0, 1), z(1e4f, -1e4f), 2e4, 1, -1);
    assertRow(new RegressionLoss.Squared(), values(-1e18f), z(1e18f), 2e36);
  }

  @Test
  void predictionsAreInTheUnitsOfTheTarget() {
    Matrix logits = Matrix.of(new float[] {1, 2, 3}, new float[] {1e4f, -1e4f, 0});
    new SoftmaxCrossEntropy().predict(logits);
    assertThat((double) logits.get(0, 0)).isCloseTo(0.09003057, within(1e-7));
    assertThat((double) logits.get(0, 2)).isCloseTo(0.66524096, within(1e-7));
    assertThat(Matrix.over(logits.data(), 3, 1, 3).toArray()).containsExactly(1, 0, 0);

    Matrix each = Matrix.of(new float[] {0, 0.5f}, new float[] {1e4f, -1e4f});
    new SigmoidCrossEntropy().predict(each);
    assertThat((double) each.get(0, 0)).isEqualTo(0.5);
    assertThat((double) each.get(0, 1)).isCloseTo(0.62245933, within(1e-7));
    assertThat(each.get(1, 0)).isEqualTo(1);
    assertThat((double) each.get(1, 1)).isCloseTo(0, within(1e-30));

    Matrix values = Matrix.of(new float[] {-7, 2});
    new RegressionLoss.Huber(1).predict(values);
    assertThat(values.toArray()).containsExactly(-7, 2);
  }

  @Test
  void rowsInUseOnlyAreRead() {
    Matrix z = Samples.normal(5, 3, 1).rows(2);
    double[] losses = {-1, -1, -1};
    rows(new SoftmaxCrossEntropy(), z, Target.ClassIds.of(0, 1), losses, Matrix.of(2, 3));
    assertThat(losses[0]).isPositive();
    assertThat(losses[1]).isPositive();
    assertThat(losses[2]).isEqualTo(-1);
  }

  @Test
  void aRowHasOneQuestionOrAsManyAsOutputs() {
    assertThat(new SoftmaxCrossEntropy().outputs(7)).isEqualTo(1);
    assertThat(new SigmoidCrossEntropy().outputs(7)).isEqualTo(7);
    assertThat(new RegressionLoss.Squared().outputs(7)).isEqualTo(7);
  }

  @Test
  void namesInFilesAreStable() {
    assertThat(Samples.losses().stream().map(Loss::type))
        .containsExactly(
            "squared",
            "absolute",
            "huber",
            "quantile",
            "softmax-cross-entropy",
            "sigmoid-cross-entropy",
            "softmax-cross-entropy",
            "sigmoid-cross-entropy",
            "softmax-focal",
            "sigmoid-focal",
            "hinge");
  }

  @Test
  void aTargetThatDoesNotFitIsNamed() {
    Matrix z = Matrix.of(2, 3);
    for (Loss loss : Samples.losses()) {
      Target wrong =
          loss.outputs(7) == 1 ? new Target.Values(Matrix.of(2, 3)) : Target.ClassIds.of(0, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> loss.check(wrong, 2, 3))
          .withMessage(
              loss.type()
                  + " cannot compare outputs [2, 3] with 2 rows of "
                  + wrong.getClass().getSimpleName());
    }
    for (int[] shape : new int[][] {{3, 3}, {2, 2}}) {
      Matrix other = Matrix.of(shape[0], shape[1]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RegressionLoss.Squared().check(new Target.Values(other), 2, 3))
          .withMessageContaining("squared cannot compare outputs [2, 3] with " + shape[0]);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SigmoidCrossEntropy().check(new Target.LabelSets(other), 2, 3))
          .withMessageContaining("cannot compare outputs [2, 3] with " + shape[0]);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftmaxCrossEntropy().check(Target.ClassIds.of(1), 2, 3))
        .withMessageContaining("with 1 rows of ClassIds");
    for (int wrong : new int[] {3, -1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              rows(new SoftmaxCrossEntropy(), z, Target.ClassIds.of(2, wrong), new double[2], z))
          .withMessage("class " + wrong + " in row 1 is not in 0…2");
    }
  }

  @Test
  void settingsAreChecked() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RegressionLoss.Huber(wrong))
          .withMessage("delta of the Huber loss must be above 0, was " + wrong);
    }
    for (double wrong : new double[] {0, 1, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new RegressionLoss.Quantile(wrong))
          .withMessage("a quantile must be above 0 and below 1, was " + wrong);
    }
  }

  @Test
  void settingsOfLossesOfLabelsAreChecked() {
    for (double wrong : new double[] {-0.1, 1, Double.NaN}) {
      String smoothing = "label smoothing must be at least 0 and below 1, was " + wrong;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SoftmaxCrossEntropy(wrong))
          .withMessage(smoothing);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SigmoidCrossEntropy(wrong, 1))
          .withMessage(smoothing);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SigmoidCrossEntropy(0, 0))
        .withMessage("the weight of positive labels must be above 0 and finite, was 0.0");
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String gamma = "gamma of the focal loss must be at least 0 and finite, was " + wrong;
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SoftmaxFocal(wrong))
          .withMessage(gamma);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SigmoidFocal(wrong, 0.5))
          .withMessage(gamma);
    }
    for (double wrong : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SigmoidFocal(2, wrong))
          .withMessage("alpha of the focal loss must be above 0 and below 1, was " + wrong);
    }
  }

  @Test
  void classIdsCanBeSetAgain() {
    Target.ClassIds ids = new Target.ClassIds(3);
    assertThat(ids.rows()).isZero();
    ids.rows(2).set(1, 4);
    assertThat(ids.get(1)).isEqualTo(4);
    assertThat(ids.rows()).isEqualTo(2);
    assertThat(ids.rows(0).rows()).isZero();
    assertThat(ids.rows(3).rows()).isEqualTo(3);
    assertThat(Target.ClassIds.of(5, 6, 7).get(2)).isEqualTo(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ids.rows(4))
        .withMessage("rows must be 0 to 3, was 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ids.rows(-1))
        .withMessage("rows must be 0 to 3, was -1");
    assertThat(new Target.Values(Matrix.of(4, 2)).rows()).isEqualTo(4);
    assertThat(new Target.LabelSets(Matrix.of(4, 2)).rows()).isEqualTo(4);
  }
}
