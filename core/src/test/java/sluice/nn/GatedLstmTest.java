package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;

/** What a form comes to where its extra weights do nothing. */
class GatedLstmTest {
  private static final int INPUTS = 5;
  private static final int HIDDEN = 19;
  private static final Steps STEPS = Steps.of(6, 4, 4, 1);
  private static final LayerSpec.LstmSpec PLAIN = LayerSpec.lstm(HIDDEN);

  /** Outputs, final states, gradients of the input, of the initial states and of wx, wh, b. */
  private static List<Matrix> run(Network network) {
    Gradients gradients = new Gradients(network.weights());
    Network.Pass pass = network.pass(Samples.training(STEPS, gradients));
    pass.start().set(Samples.normal(4, network.stateLength(), 5));
    List<Matrix> all = new ArrayList<>();
    Input x = new Input.Rows(Samples.normal(STEPS.rows(), INPUTS, 1));
    all.add(pass.forward(x, STEPS).copy());
    all.add(pass.end().copy());
    Matrix dy = Samples.normal(STEPS.rows(), network.outputSize(), 2);
    all.add(pass.backward(dy, Samples.normal(4, network.stateLength(), 3)).copy());
    all.add(pass.startGradient().copy());
    for (int i = 0; i < 3; i++) {
      all.add(gradients.gradient(i).copy());
    }
    return all;
  }

  private static Network network(LayerSpec spec) {
    return Network.create(INPUTS, spec, 9);
  }

  private static void assertSame(List<Matrix> one, List<Matrix> other) {
    for (int i = 0; i < one.size(); i++) {
      Bits.assertSame("matrix " + i, one.get(i), other.get(i));
    }
  }

  @Test
  void peepholesOfZeroGiveTheBitsOfThePlainOne() {
    Network peepholes = network(PLAIN.form(LstmForm.PLAIN.withPeepholes()));
    peepholes.weights().get(3).values().fill(0);
    peepholes.weights().get(3).changed();
    assertSame(run(peepholes), run(network(PLAIN)));
  }

  @Test
  void aProjectionToTheSameGivesTheBitsOfThePlainOne() {
    Network projected = network(PLAIN.form(LstmForm.PLAIN.projectedTo(HIDDEN)));
    Weight wp = projected.weights().get(3);
    wp.values().fill(0);
    for (int j = 0; j < HIDDEN; j++) {
      wp.values().set(j, j, 1);
    }
    wp.changed();
    assertSame(run(projected), run(network(PLAIN)));
  }

  /** With i = 1 − f a cell is a mean of candidates, so it stays between them. */
  @Test
  void coupledGatesKeepTheCellWithinOne() {
    Network coupled = network(PLAIN.form(LstmForm.PLAIN.withCoupledGates()));
    assertThat(coupled.weights().get(0).values().columns()).isEqualTo(3 * HIDDEN);
    Matrix b = coupled.weights().get(2).values();
    assertThat(b.get(0, 0)).isEqualTo(1); // the forget gate
    assertThat(b.get(0, HIDDEN)).isZero();
    Steps steps = Steps.equal(200, 2);
    Network.Pass pass = coupled.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix x = Samples.normal(400, INPUTS, 1, 50);
    pass.forward(new Input.Rows(x), steps);
    for (float c : pass.end().toArray()) {
      assertThat(Math.abs(c)).isLessThanOrEqualTo(1);
    }
  }

  /** Each of the three normalisations takes a scale out. */
  @Test
  void normalisedSumsDoNotDependOnTheSizeOfTheWeights() {
    LayerSpec spec = PLAIN.form(LstmForm.PLAIN.withNormalisedSums());
    Network network = network(spec);
    Matrix before = run(network).getFirst();
    for (int i = 0; i < 2; i++) { // wx, wh
      Weight weight = network.weights().get(i);
      float[] values = weight.values().data();
      for (int j = 0; j < values.length; j++) {
        values[j] *= 1000;
      }
      weight.changed();
    }
    Matrix after = run(network).getFirst();
    for (int j = 0; j < before.size(); j++) {
      assertThat(after.toArray()[j]).isCloseTo(before.toArray()[j], within(2e-3f));
    }
  }

  @Test
  void chronoSpreadsTheMemories() {
    int hidden = 4000;
    for (boolean coupled : new boolean[] {false, true}) {
      LstmForm form = coupled ? LstmForm.PLAIN.withCoupledGates() : LstmForm.PLAIN;
      LayerSpec spec = LayerSpec.lstm(hidden).form(form).chrono(100);
      Matrix b = Network.create(1, spec, 3).weights().get(2).values();
      int forget = coupled ? 0 : hidden;
      double mean = 0;
      for (int j = 0; j < hidden; j++) {
        double steps = StrictMath.exp(b.get(0, forget + j));
        assertThat(steps).isBetween(0.99999, 99.0001);
        mean += steps / hidden;
        if (!coupled) {
          assertThat(b.get(0, j)).isEqualTo(-b.get(0, forget + j));
        }
        assertThat(b.get(0, forget + hidden + j)).isZero();
        assertThat(b.get(0, forget + 2 * hidden + j)).isZero();
      }
      assertThat(mean).isCloseTo(50, within(1.5)); // of U(1, 99); its deviation is 28.3 ∕ √4000
    }
  }

  @Test
  void thePlainFormRunsAsThePlainLayer() {
    assertThat(PLAIN.isPlain()).isTrue();
    assertThat(PLAIN.chrono(7).isPlain()).isTrue();
    assertThat(PLAIN.form(LstmForm.PLAIN.projectedTo(1)).isPlain()).isFalse();
    assertThat(PLAIN.noise(new Noise(0, 0, 0.1f, 0)).isPlain()).isFalse();
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmForm.PLAIN.projectedTo(-1))
        .withMessage("projection must be at least 1, or 0 for none, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLAIN.chrono(2))
        .withMessage(
            "chrono must be 0 for none, or the longest memory in steps, at least 3, was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Noise(0, 1, 0, 0))
        .withMessage("stateDropout must be at least 0 and below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Noise(0, 0, Float.NaN, 0))
        .withMessage("zoneoutCell must be at least 0 and below 1, was NaN");
  }
}
