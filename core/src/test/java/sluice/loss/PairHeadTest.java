package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.inspect.GradientCheck;
import sluice.inspect.Trial;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** Two sides of one encoder, compared. */
class PairHeadTest {
  private static final int H = 3;

  static List<Arguments> headsAndLosses() {
    List<Arguments> cases = new ArrayList<>();
    for (Likeness likeness : Likeness.values()) {
      cases.add(Arguments.of(likeness, new SigmoidCrossEntropy()));
      cases.add(Arguments.of(likeness, new RegressionLoss.Squared()));
    }
    cases.add(Arguments.of(Likeness.DISTANCE, new Contrastive(3)));
    return cases;
  }

  private static Model model(LayerSpec spec, Likeness likeness, Loss loss) {
    return new Model(Network.create(2, spec, 5), Head.pair(H, likeness, loss, 5));
  }

  private static Matrix random(int rows, int columns, int part) {
    Matrix values = Matrix.of(rows, columns);
    long key = Rng.key(9, Rng.DATA, 0, part, 0, 0);
    for (int j = 0; j < values.size(); j++) {
      values.data()[j] = Rng.normal(key, j);
    }
    return values;
  }

  /** Six ragged sequences are three pairs, whose sides are not equally long. */
  @ParameterizedTest
  @MethodSource("headsAndLosses")
  void gradientsAgreeWithDifferencesThroughTheEncoder(Likeness likeness, Loss loss) {
    Model model = model(LayerSpec.stack(LayerSpec.lstm(H), LayerSpec.lastStep()), likeness, loss);
    Steps steps = Steps.of(2, 4, 1, 3, 1, 2);
    Matrix truth = random(3, 1, 1);
    boolean labels = !(loss instanceof RegressionLoss);
    for (int p = 0; labels && p < 3; p++) {
      truth.set(p, 0, p % 2);
    }
    Trial trial =
        new Trial(
            model,
            new Input.Rows(random(steps.rows(), 2, 2)),
            steps,
            labels ? new Target.LabelSets(truth) : new Target.Values(truth),
            new float[] {1, 0.5f, 2, 0, 0, 0},
            Matrix.of(6, model.network().stateLength()),
            random(6, model.network().stateLength(), 3),
            new Draw(1));
    GradientCheck.of(trial, 2e-3f).assertWithin(2 * GradientCheck.BOUND);
  }

  private static Matrix answers(Model model, Workers workers, int... sides) {
    Steps steps = Steps.equal(2, sides.length);
    Matrix x = Matrix.of(steps.rows(), 2);
    for (int b = 0; b < sides.length; b++) {
      Matrix own = random(2, 2, 100 + sides[b]);
      for (int t = 0; t < 2; t++) {
        x.set(steps.row(t, b), 0, own.get(t, 0));
        x.set(steps.row(t, b), 1, own.get(t, 1));
      }
    }
    Model.Pass pass = model.pass(PassSettings.predicting(Capacity.of(steps)).workers(workers));
    return pass.predict(new Input.Rows(x), steps).copy();
  }

  @ParameterizedTest
  @EnumSource(Likeness.class)
  void theSidesMayBeExchanged(Likeness likeness) {
    LayerSpec spec = LayerSpec.stack(LayerSpec.lstm(H), LayerSpec.lastStep());
    Model model = model(spec, likeness, new SigmoidCrossEntropy());
    Matrix one = answers(model, Workers.serial(), 1, 2, 3, 4, 5, 6);
    Matrix other = answers(model, Workers.serial(), 4, 5, 6, 1, 2, 3);
    Matrix alone = answers(model, Workers.shared(), 2, 5);
    for (int p = 0; p < 3; p++) {
      assertThat(one.get(p, 0)).isEqualTo(other.get(p, 0)).isBetween(0f, 1f);
    }
    assertThat(alone.get(0, 0)).isEqualTo(one.get(1, 0));
    assertThat(one.get(0, 0)).isNotEqualTo(one.get(1, 0));
  }

  private static float compared(Likeness likeness, Loss loss, float[] u, float[] v) {
    Head.Pass pass = Head.pair(2, likeness, loss, 1).pass(2, Optional.empty(), Workers.serial());
    Matrix h = Matrix.of(2, 2);
    h.set(0, 0, u[0]);
    h.set(0, 1, u[1]);
    h.set(1, 0, v[0]);
    h.set(1, 1, v[1]);
    pass.layout(Steps.equal(1, 2));
    return pass.predict(h).get(0, 0);
  }

  @Test
  void knownAnswers() {
    Loss squared = new RegressionLoss.Squared();
    float[] u = {3, 4};
    float[] v = {4, 3};
    assertThat(compared(Likeness.COSINE, squared, u, v)).isCloseTo(5 * 24f / 25, within(1e-5f));
    assertThat(compared(Likeness.DISTANCE, squared, u, v))
        .isCloseTo(1 - (float) Math.sqrt(2), within(1e-6f));
    // 1 ∕ (1 + (2d∕m)²) with d = √2 and m = 2√2: half the margin
    Loss contrastive = new Contrastive(2 * Math.sqrt(2));
    assertThat(compared(Likeness.DISTANCE, contrastive, u, v)).isCloseTo(0.5f, within(1e-6f));
    assertThat(compared(Likeness.DISTANCE, contrastive, u, u)).isCloseTo(1, within(1e-6f));
    assertThat(compared(Likeness.COSINE, squared, new float[2], new float[2])).isZero();
  }

  @Test
  void theContrastiveLossDrawsTogetherAndPushesApart() {
    Contrastive loss = new Contrastive(2);
    Matrix z = Matrix.of(2, 1);
    z.set(0, 0, -0.5f);
    z.set(1, 0, -3);
    Matrix dz = Matrix.of(2, 1);
    Matrix same = Matrix.of(2, 1);
    same.fill(1);
    assertThat(loss.row(z, 0, new Target.LabelSets(same), 0, dz)).isEqualTo(0.125);
    assertThat(dz.get(0, 0)).isEqualTo(-0.5f);
    Target others = new Target.LabelSets(Matrix.of(2, 1));
    assertThat(loss.row(z, 0, others, 0, dz)).isEqualTo(0.5 * 1.5 * 1.5);
    assertThat(dz.get(0, 0)).isEqualTo(1.5f);
    assertThat(loss.row(z, 1, others, 1, dz)).isZero(); // beyond the margin
    assertThat(dz.get(1, 0)).isZero();
  }

  @Test
  void whatIsNoPairIsRefused() {
    assertThatThrownBy(() -> Head.pair(2, Likeness.COSINE, new Contrastive(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the contrastive loss is of a distance, not of cosine");
    assertThatThrownBy(() -> new Contrastive(0)).hasMessageContaining("must be above 0");
    Head.Pass pass =
        Head.pair(2, Likeness.DENSE, new SigmoidCrossEntropy(), 1)
            .pass(6, Optional.empty(), Workers.serial());
    assertThatThrownBy(() -> pass.layout(Steps.equal(1, 3)))
        .hasMessage("pairs need one row of each of an even number of sequences, had 3 rows of 3");
    assertThatThrownBy(() -> pass.layout(Steps.equal(3, 2))).hasMessageContaining("6 rows of 2");
  }
}
