package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;

/** How much is left out, and when. */
class NoiseTest {
  private static final int HIDDEN = 500;
  private static final int STEPS = 40;
  private static final Steps BATCH = Steps.equal(STEPS, 1);
  private static final LayerSpec.LstmSpec PLAIN = LayerSpec.lstm(HIDDEN);
  private static final LayerSpec.RnnSpec RNN = LayerSpec.rnn(HIDDEN);
  private static final LayerSpec.IndRnnSpec IND_RNN =
      new LayerSpec.IndRnnSpec(HIDDEN, Activation.TANH, STEPS);

  /** The cells that have noise, without a zoned cell where they have none. */
  private static List<LayerSpec> cells(Noise noise) {
    Noise hidden =
        new Noise(noise.recurrentDropout(), noise.stateDropout(), 0, noise.zoneoutHidden());
    return List.of(
        PLAIN.noise(noise),
        LayerSpec.gru(HIDDEN).noise(hidden),
        RNN.noise(hidden),
        IND_RNN.noise(hidden));
  }

  private static Matrix forward(LayerSpec spec, boolean training, int step) {
    Network network = Network.create(3, spec, 1);
    Draw draw = new Draw(5);
    draw.at(0, step);
    Capacity capacity = Capacity.of(BATCH);
    PassSettings settings =
        training
            ? PassSettings.training(capacity, new Gradients(network.weights()), draw)
            : PassSettings.predicting(capacity);
    return network
        .pass(settings)
        .forward(new Input.Rows(Samples.normal(STEPS, 3, 2)), BATCH)
        .copy();
  }

  /** Share of the units whose h is that of the step before. */
  private static double kept(Matrix h) {
    double kept = 0;
    for (int t = 1; t < STEPS; t++) {
      for (int j = 0; j < HIDDEN; j++) {
        kept += h.get(t, j) == h.get(t - 1, j) ? 1 : 0;
      }
    }
    return kept / ((STEPS - 1.0) * HIDDEN);
  }

  @Test
  void zoneoutKeepsTheShareOfHThatWasAskedFor() {
    for (LayerSpec cell : cells(new Noise(0, 0, 0, 0.3f))) {
      Matrix h = forward(cell, true, 0);
      assertThat(kept(h)).isCloseTo(0.3, within(0.014)); // 19,500 draws: four deviations
    }
    assertThat(kept(forward(PLAIN, true, 0))).isZero();
    assertThat(kept(forward(RNN, true, 0))).isZero();
  }

  @Test
  void outsideTrainingZoneoutKeepsThatShareOfEach() {
    List<LayerSpec> zoned = cells(new Noise(0, 0, 0, 0.25f));
    List<LayerSpec> plain = cells(Noise.NONE);
    for (int cell = 0; cell < zoned.size(); cell++) {
      Matrix without = forward(plain.get(cell), false, 0);
      Matrix with = forward(zoned.get(cell), false, 0);
      for (int j = 0; j < HIDDEN; j++) { // the first step starts from 0
        assertThat(with.get(0, j)).isCloseTo(0.75f * without.get(0, j), within(1e-6f));
      }
    }
  }

  /** A candidate that writes nothing leaves the cell of the first step 0, and h with it. */
  @Test
  void recurrentDropoutTakesTheShareOfCandidatesAndRaisesTheRest() {
    Matrix plain = forward(PLAIN, true, 0);
    Matrix dropped = forward(PLAIN.noise(new Noise(0.4f, 0, 0, 0)), true, 0);
    int zeros = 0;
    for (int j = 0; j < HIDDEN; j++) {
      if (dropped.get(0, j) == 0) {
        zeros++;
      } else {
        assertThat(Math.abs(dropped.get(0, j))).isGreaterThan(Math.abs(plain.get(0, j)));
      }
    }
    assertThat(zeros / (double) HIDDEN).isCloseTo(0.4, within(0.088)); // 500 draws
  }

  /** Without gates a candidate is all of h. */
  @Test
  void recurrentDropoutOfACellWithoutGatesTakesH() {
    List<LayerSpec> plain = List.of(RNN, IND_RNN);
    Noise noise = new Noise(0.4f, 0, 0, 0);
    List<LayerSpec> dropped = List.of(RNN.noise(noise), IND_RNN.noise(noise));
    for (int cell = 0; cell < plain.size(); cell++) {
      Matrix without = forward(plain.get(cell), true, 0);
      Matrix with = forward(dropped.get(cell), true, 0);
      int zeros = 0;
      for (int j = 0; j < HIDDEN; j++) { // the first step starts from 0
        boolean zero = with.get(0, j) == 0;
        zeros += zero ? 1 : 0;
        assertThat(with.get(0, j)).isEqualTo(zero ? 0 : without.get(0, j) * (1 / (1 - 0.4f)));
      }
      assertThat(zeros / (double) HIDDEN).isCloseTo(0.4, within(0.088)); // 500 draws
    }
  }

  /** The first step sees a state that is masked, or nothing at all where it starts from 0. */
  @Test
  void stateDropoutHidesHFromTheNextStepOnly() {
    Noise noise = new Noise(0, 0.4f, 0, 0);
    Matrix plain = forward(IND_RNN, true, 0);
    Matrix dropped = forward(IND_RNN.noise(noise), true, 0);
    int hidden = 0;
    for (int j = 0; j < HIDDEN; j++) {
      assertThat(dropped.get(0, j)).isEqualTo(plain.get(0, j));
      hidden += dropped.get(1, j) == withoutPast(j) ? 1 : 0;
    }
    assertThat(hidden / (double) HIDDEN).isCloseTo(0.4, within(0.088)); // 500 draws
  }

  /** h of the second step, had there been no first one. */
  private static float withoutPast(int unit) {
    Network network = Network.create(3, IND_RNN, 1);
    Matrix x = Samples.normal(STEPS, 3, 2);
    Matrix second = Matrix.over(x.data(), x.at(1), 1, 3);
    return network
        .pass(PassSettings.predicting(Capacity.of(1, 1)))
        .forward(new Input.Rows(second), Steps.equal(1, 1))
        .get(0, unit);
  }

  @Test
  void dropoutDoesNothingOutsideTraining() {
    List<LayerSpec> plain = cells(Noise.NONE);
    for (Noise noise : new Noise[] {new Noise(0.4f, 0, 0, 0), new Noise(0, 0.4f, 0, 0)}) {
      for (int cell = 0; cell < plain.size(); cell++) {
        Matrix with = forward(cells(noise).get(cell), false, 0);
        Bits.assertSame("outputs", with, forward(plain.get(cell), false, 0));
      }
    }
  }

  @Test
  void aCellWithoutCellsHasNoneToZoneOut() {
    Noise noise = new Noise(0, 0, 0.1f, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RNN.noise(noise))
        .withMessage("a plain RNN has no cell to zone out, zoneoutCell must be 0, was 0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IND_RNN.noise(noise))
        .withMessage("an IndRNN has no cell to zone out, zoneoutCell must be 0, was 0.1");
  }

  @Test
  void everyStepOfATrainingDrawsAnew() {
    for (Noise noise :
        new Noise[] {
          new Noise(0.4f, 0, 0, 0),
          new Noise(0, 0.4f, 0, 0),
          new Noise(0, 0, 0.4f, 0.1f),
          new Noise(0, 0, 0, 0.4f)
        }) {
      List<LayerSpec> plain = cells(Noise.NONE);
      for (int cell = 0; cell < plain.size(); cell++) {
        LayerSpec spec = cells(noise).get(cell);
        Matrix first = forward(spec, true, 0);
        Bits.assertSame("the same step", forward(spec, true, 0), first);
        assertThat(forward(spec, true, 1).toArray()).isNotEqualTo(first.toArray());
        assertThat(forward(plain.get(cell), true, 0).toArray()).isNotEqualTo(first.toArray());
      }
    }
  }

  /** DropConnect: of all recurrent weights so many are not used, the same at each step. */
  @Test
  void aShareOfTheRecurrentWeightsIsNotUsed() {
    PassSettings settings =
        PassSettings.training(Capacity.of(BATCH), new Gradients(List.of()), new Draw(5));
    Weight wh = new Weight("wh", HIDDEN, HIDDEN, Weight.Role.TRAINED);
    wh.values().fill(1);
    WeightDrop drop = new WeightDrop(wh, 0.3f, 2, 0, settings);
    drop.draw();
    float[] read = drop.read().values().toArray();
    double used = 0;
    for (float value : read) {
      assertThat(value).isIn(0f, 1 / 0.7f);
      used += value > 0 ? 1 : 0;
    }
    assertThat(used / read.length).isCloseTo(0.7, within(0.003));
    assertThat(wh.values().toArray()).containsOnly(1f);
    drop.draw();
    assertThat(drop.read().values().toArray()).isEqualTo(read);
    settings.draw().at(0, 1);
    drop.draw();
    assertThat(drop.read().values().toArray()).isNotEqualTo(read);
    WeightDrop other = new WeightDrop(wh, 0.3f, 2, 1, settings);
    other.draw();
    assertThat(other.read().values().toArray()).isNotEqualTo(drop.read().values().toArray());

    WeightDrop serving =
        new WeightDrop(wh, 0.3f, 2, 0, PassSettings.predicting(Capacity.of(BATCH)));
    serving.draw();
    assertThat(serving.read()).isSameAs(wh);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.indRnn(4, 9).noise(Noise.NONE.weightDrop(0.1f)))
        .withMessageContaining("no matrix to drop from");
  }

  /** One mask for all steps of a sequence: the Gal & Ghahramani mask does not depend on t. */
  @Test
  void masksOfSequencesStayAndThoseOfStepsChange() {
    PassSettings settings = PassSettings.predicting(Capacity.of(2, 2));
    Steps steps = Steps.equal(2, 2);
    Masks masks = Masks.of(Draw.Kind.STATE, 0, 100, 0.5f, settings);
    Matrix all = masks.draw(steps, Draw.ALL_STEPS, 0, 2, 0, 100).copy();
    Bits.assertSame("again", masks.draw(steps, Draw.ALL_STEPS, 0, 2, 0, 100), all);
    assertThat(Matrix.over(all.data(), all.at(1), 1, 100).toArray())
        .isNotEqualTo(Matrix.over(all.data(), all.at(0), 1, 100).toArray());
    for (float value : all.toArray()) {
      assertThat(value == 0 || value == 2).isTrue();
    }
    Masks other = Masks.of(Draw.Kind.CANDIDATE, 0, 100, 0.5f, settings);
    Matrix first = other.draw(steps, 0, 0, 2, 0, 100).copy();
    assertThat(first.toArray()).isNotEqualTo(all.toArray());
    assertThat(other.draw(steps, 1, 0, 2, 0, 100).toArray()).isNotEqualTo(first.toArray());
    other.draw(steps, 0, 0, 2, 0, 37);
    Bits.assertSame("in parts", other.draw(steps, 0, 0, 2, 37, 100), first);
  }
}
