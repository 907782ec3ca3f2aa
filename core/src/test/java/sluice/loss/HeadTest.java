package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.inspect.Trial;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

class HeadTest {
  private static final int SIZE = 6;

  static List<Head> heads() {
    return Samples.losses().stream()
        .flatMap(loss -> List.of(Head.plain(SIZE, loss), Head.dense(SIZE, 5, loss, 3)).stream())
        .toList();
  }

  private static Target target(Head head, int rows) {
    Model model = new Model(Network.create(1, LayerSpec.dense(SIZE), 1), head);
    return Trial.random(model, Steps.equal(1, rows), 8).target();
  }

  private static Head.Pass training(Head head, int rows, Gradients gradients) {
    return head.pass(rows, Optional.of(gradients), Workers.serial());
  }

  @ParameterizedTest
  @MethodSource("heads")
  void theLossIsTheSameWithAndWithoutGradient(Head head) {
    Matrix h = Samples.normal(9, SIZE, 1);
    Matrix before = h.copy();
    Target target = target(head, 9);
    Head.Pass pass = training(head, 12, new Gradients(head.weights()));
    Head.Pass predicting = head.pass(12, Optional.empty(), Workers.serial());
    float[] weights = Samples.normal(1, 9, 2).toArray();
    double loss = pass.lossAndGradient(h, target, weights, Matrix.of(12, SIZE));
    assertThat(pass.loss(h, target, weights)).isEqualTo(loss);
    assertThat(predicting.loss(h, target, weights)).isEqualTo(loss);
    Matrix prediction = pass.predict(h).copy();
    assertThat(prediction).hasToString("[9, " + head.outputSize() + "]");
    Bits.assertSame("prediction", predicting.predict(h), prediction);
    assertThat(predicting.loss(h, target, weights)).isEqualTo(loss);
    Bits.assertSame("h", h, before);
  }

  /** A weight of 2 counts a row twice, a weight of 0 not at all. */
  @ParameterizedTest
  @MethodSource("heads")
  void rowsCountByTheirWeights(Head head) {
    Matrix h = Samples.normal(3, SIZE, 1);
    Target target = target(head, 3);
    Gradients one = new Gradients(head.weights());
    Head.Pass pass = training(head, 3, one);
    Matrix dh = Matrix.of(3, SIZE);
    double[] alone = new double[3];
    Matrix ones = Matrix.of(3, SIZE);
    for (int r = 0; r < 3; r++) {
      float[] only = new float[3];
      only[r] = 1;
      alone[r] = pass.lossAndGradient(h, target, only, dh);
      System.arraycopy(dh.data(), dh.at(r), ones.data(), ones.at(r), SIZE);
      for (int other = 0; other < 3; other++) {
        if (other != r) {
          assertThat(Matrix.over(dh.data(), dh.at(other), 1, SIZE).toArray())
              .usingElementComparator((a, b) -> Math.abs(a) == Math.abs(b) ? 0 : 1)
              .containsOnly(0f);
        }
      }
    }
    double sum = pass.lossAndGradient(h, target, new float[] {1, 2, 0.5f}, dh);
    assertThat(sum).isCloseTo(alone[0] + 2 * alone[1] + 0.5 * alone[2], within(1e-12));
    for (int j = 0; j < SIZE; j++) {
      assertThat(dh.get(0, j)).isEqualTo(ones.get(0, j));
      assertThat(dh.get(1, j)).isEqualTo(2 * ones.get(1, j));
      assertThat(dh.get(2, j)).isEqualTo(0.5f * ones.get(2, j));
    }
  }

  @Test
  void gradientsOfWeightsAddUp() {
    Head head = Head.dense(SIZE, 5, new RegressionLoss.Squared(), 3);
    Gradients gradients = new Gradients(head.weights());
    Head.Pass pass = training(head, 4, gradients);
    Matrix h = Samples.normal(4, SIZE, 1);
    Matrix dh = Matrix.of(4, SIZE);
    pass.lossAndGradient(h, target(head, 4), Samples.ones(4), dh);
    Matrix first = gradients.gradient(0).copy();
    Matrix dhFirst = dh.copy();
    pass.lossAndGradient(h, target(head, 4), Samples.ones(4), dh);
    Bits.assertSame("dh is overwritten", dh, dhFirst);
    for (int j = 0; j < first.size(); j++) {
      assertThat(gradients.gradient(0).data()[j]).isEqualTo(2 * first.data()[j]);
    }
  }

  @Test
  void aDenseHeadIsAProductABiasAndALoss() {
    Head head = Head.dense(2, 3, new SoftmaxCrossEntropy(), 3);
    assertThat(head.inputSize()).isEqualTo(2);
    assertThat(head.outputSize()).isEqualTo(3);
    assertThat(head.loss()).isEqualTo(new SoftmaxCrossEntropy());
    assertThat(head.type()).isEqualTo("dense");
    assertThat(head.weights().stream().map(Weight::toString))
        .containsExactly("head.w [2, 3]", "head.b [1, 3]");
    Matrix w = head.weights().get(0).values();
    w.set(Matrix.of(new float[] {1, 2, 3}, new float[] {0, 1, -1}));
    head.weights().get(1).values().set(Matrix.of(new float[] {0.5f, 0, -0.5f}));
    head.weights().get(0).changed();
    Matrix p =
        head.pass(1, Optional.empty(), Workers.serial()).predict(Matrix.of(new float[] {1, 2}));
    double[] z = {1.5, 4, 0.5};
    double sum = StrictMath.exp(1.5) + StrictMath.exp(4) + StrictMath.exp(0.5);
    for (int j = 0; j < 3; j++) {
      assertThat((double) p.get(0, j)).isCloseTo(StrictMath.exp(z[j]) / sum, within(1e-6));
    }
  }

  @Test
  void firstValuesOfAHeadFollowTheSeed() {
    Loss loss = new RegressionLoss.Squared();
    Matrix w = Head.dense(25, 40, loss, 3).weights().get(0).values();
    Bits.assertSame("w", Head.dense(25, 40, loss, 3).weights().get(0).values(), w);
    assertThat(Head.dense(25, 40, loss, 4).weights().get(0).values().toArray())
        .isNotEqualTo(w.toArray());
    float largest = 0;
    for (float value : w.toArray()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isBetween(0.19f, 0.2f); // U(±1/√25)
    assertThat(Head.dense(25, 40, loss, 3).weights().get(1).values().toArray()).containsOnly(0f);
  }

  @Test
  void aPlainHeadPredictsWhatItsLossSays() {
    Head head = Head.plain(2, new SoftmaxCrossEntropy());
    Matrix h = Matrix.of(new float[] {0, 0}, new float[] {1e4f, -1e4f});
    Matrix p = head.pass(2, Optional.empty(), Workers.serial()).predict(h);
    assertThat(p.toArray()).containsExactly(0.5f, 0.5f, 1, 0);
    assertThat(h.toArray()).containsExactly(0, 0, 1e4f, -1e4f);
  }

  @Test
  void aPlainHeadHasNoWeights() {
    Head head = Head.plain(4, new RegressionLoss.Absolute());
    assertThat(head.weights()).isEmpty();
    assertThat(head.inputSize()).isEqualTo(4);
    assertThat(head.outputSize()).isEqualTo(4);
    assertThat(head.loss()).isEqualTo(new RegressionLoss.Absolute());
    assertThat(head.type()).isEqualTo("plain");
  }

  @Test
  void aModelIsANetworkAndAHeadThatFit() {
    Network network = Network.create(3, LayerSpec.lstm(4), 1);
    Head head = Head.dense(4, 2, new RegressionLoss.Squared(), 1);
    Model model = new Model(network, head);
    assertThat(model.weights().stream().map(Weight::name))
        .containsExactly("layers.0.wx", "layers.0.wh", "layers.0.b", "head.w", "head.b");
    assertThat(model.parameters()).isEqualTo(3 * 16 + 4 * 16 + 16 + 4 * 2 + 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Model(network, Head.dense(5, 2, new RegressionLoss.Squared(), 1)))
        .withMessage("the network gives 4 columns, the head reads 5");
  }

  @Test
  void aModelPredictsStepsAndWholeSequencesAlike() {
    Model model =
        Samples.model(3, LayerSpec.lstm(4), Head.dense(4, 2, new SoftmaxCrossEntropy(), 1), 2);
    Steps steps = Steps.equal(3, 2);
    Matrix x = Samples.normal(6, 3, 1);
    Model.Pass pass = model.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix all = pass.predict(new Input.Rows(x), steps).copy();
    assertThat(pass.network().end()).hasToString("[2, 8]");
    assertThat(pass.steps().rows()).isEqualTo(6);
    float[] slab = new float[2 * model.network().stateLength()];
    for (int t = 0; t < 3; t++) {
      Matrix row = Matrix.over(x.data(), x.at(2 * t), 2, 3);
      Matrix p = pass.step(slab, new int[] {1, 0}, new Input.Rows(row));
      for (int b = 0; b < 2; b++) {
        Bits.assertRow("prediction", p, b, all, 2 * t + b);
      }
    }
  }

  @Test
  void aModelsPassMeasuresAndDerives() {
    Model model =
        Samples.model(3, LayerSpec.lstm(4), Head.dense(4, 2, new SoftmaxCrossEntropy(), 1), 2);
    Trial trial = Trial.random(model, Steps.of(3, 1), 5);
    Gradients gradients = new Gradients(model.weights());
    Model.Pass pass = model.pass(Samples.training(trial.steps(), gradients));
    double loss =
        pass.lossAndGradient(trial.input(), trial.steps(), trial.target(), trial.weights());
    assertThat(pass.loss(trial.input(), trial.steps(), trial.target(), trial.weights()))
        .isEqualTo(loss);
    gradients.finish(1);
    assertThat(gradients.norm()).isPositive();
    Model.Pass predicting = model.pass(PassSettings.predicting(Capacity.of(trial.steps())));
    assertThat(predicting.loss(trial.input(), trial.steps(), trial.target(), trial.weights()))
        .isEqualTo(loss);
  }

  @Test
  void reductions() {
    Steps steps = Steps.of(3, 1, 2);
    float[] weights = {1, 0.5f, 2, 1, 1, 1, 99, 99};
    assertThat(Reduction.MEAN.divisor(steps, weights, 1)).isEqualTo(6.5);
    assertThat(Reduction.MEAN.divisor(steps, weights, 4)).isEqualTo(26);
    assertThat(Reduction.SUM_STEPS.divisor(steps, weights, 1)).isEqualTo(3);
    assertThat(Reduction.SUM_STEPS.divisor(steps, weights, 4)).isEqualTo(12);
  }
}
