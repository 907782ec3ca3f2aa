package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

class DropoutTest {
  private static final int SIZE = 50;

  private static Matrix ones(int rows) {
    Matrix ones = Matrix.of(rows, SIZE);
    ones.fill(1);
    return ones;
  }

  private static Network.Pass pass(float rate, Draw draw, Steps steps) {
    Network network = Network.create(SIZE, LayerSpec.dropout(rate), 1);
    return network.pass(
        new PassSettings(
            Capacity.of(steps),
            Optional.of(new Gradients(network.weights())),
            Probe.NONE,
            draw,
            Workers.serial(),
            true));
  }

  private static Matrix masks(float rate, Draw draw, Steps steps) {
    return pass(rate, draw, steps).forward(new Input.Rows(ones(steps.rows())), steps).copy();
  }

  @Test
  void dropsTheGivenShareAndScalesTheRest() {
    Steps steps = Steps.equal(40, 25);
    for (float rate : new float[] {0.1f, 0.5f, 0.9f}) {
      Matrix masks = masks(rate, new Draw(3), steps);
      int dropped = 0;
      for (float value : masks.toArray()) {
        assertThat(value).isIn(0f, 1 / (1 - rate));
        dropped += value == 0 ? 1 : 0;
      }
      double expected = rate * masks.size();
      double deviation = Math.sqrt(expected * (1 - rate));
      assertThat((double) dropped).isCloseTo(expected, within(4 * deviation));
    }
  }

  @Test
  void aMaskMayHoldForAllStepsOfASequence() {
    Steps steps = Steps.equal(3, 2);
    Network network = Network.create(SIZE, new LayerSpec.DropoutSpec(0.5f, true), 1);
    Gradients gradients = new Gradients(network.weights());
    Network.Pass pass = network.pass(Samples.training(steps, gradients));
    Matrix masks = pass.forward(new Input.Rows(ones(6)), steps);
    for (int t = 1; t < 3; t++) {
      for (int b = 0; b < 2; b++) {
        assertThat(row(masks, 2 * t + b)).isEqualTo(row(masks, b));
      }
    }
    assertThat(row(masks, 1)).isNotEqualTo(row(masks, 0));
  }

  @Test
  void theGradientPassesWhereTheValueDid() {
    Steps steps = Steps.of(3, 1, 2);
    Network.Pass pass = pass(0.5f, new Draw(3), steps);
    Matrix mask = pass.forward(new Input.Rows(ones(6)), steps).copy();
    Bits.assertSame("mask", pass.backward(ones(6)), mask);
    assertThat(pass.start().columns()).isZero();
    assertThat(pass.startGradient().columns()).isZero();
  }

  @Test
  void masksDifferBySeedEpochStepSequenceAndTime() {
    Steps steps = Steps.equal(2, 2);
    Draw draw = new Draw(3);
    Matrix masks = masks(0.5f, draw, steps);
    for (int r = 1; r < 4; r++) {
      assertThat(row(masks, r)).isNotEqualTo(row(masks, 0));
    }
    assertThat(row(masks, 1)).isNotEqualTo(row(masks, 2));
    draw.at(1, 0);
    Matrix nextEpoch = masks(0.5f, draw, steps);
    draw.at(0, 1);
    Matrix nextStep = masks(0.5f, draw, steps);
    assertThat(nextEpoch.toArray()).isNotEqualTo(masks.toArray());
    assertThat(nextStep.toArray()).isNotEqualTo(masks.toArray()).isNotEqualTo(nextEpoch.toArray());
    assertThat(masks(0.5f, new Draw(4), steps).toArray()).isNotEqualTo(masks.toArray());
    draw.at(0, 0);
    Bits.assertSame("mask", masks(0.5f, draw, steps), masks);
    steps.id(0, 9);
    Matrix other = masks(0.5f, draw, steps);
    assertThat(row(other, 0)).isNotEqualTo(row(masks, 0));
    Bits.assertRow("mask", other, 1, masks, 1);
  }

  @Test
  void everyLayerHasMasksOfItsOwn() {
    Network twice =
        Network.create(SIZE, LayerSpec.stack(LayerSpec.dropout(0.5f), LayerSpec.dropout(0.5f)), 1);
    Steps steps = Steps.equal(10, 10);
    Gradients gradients = new Gradients(twice.weights());
    Matrix y =
        twice.pass(Samples.training(steps, gradients)).forward(new Input.Rows(ones(100)), steps);
    long kept = 0;
    for (float value : y.toArray()) {
      assertThat(value).isIn(0f, 4f);
      kept += value > 0 ? 1 : 0;
    }
    assertThat((double) kept).isCloseTo(1250, within(4 * Math.sqrt(1250 * 0.75)));
  }

  /** Layers below the first weight need no backward, unless the input's gradient is wanted. */
  @Test
  void mayStandBelowTheFirstWeight() {
    LayerSpec below = LayerSpec.stack(LayerSpec.dropout(0.3f), LayerSpec.lastSteps(2));
    Network network = Network.create(SIZE, LayerSpec.stack(below, LayerSpec.lstm(4)), 1);
    Steps steps = Steps.of(3, 1, 2);
    Gradients wanted = gradients(network, steps, true);
    assertThat(wanted.gradient(0).toArray()).isNotEqualTo(new float[SIZE * 16]);
    Bits.assertSame("without dx", gradients(network, steps, false), wanted);
  }

  private static Gradients gradients(Network network, Steps steps, boolean inputGradient) {
    Gradients gradients = new Gradients(network.weights());
    Network.Pass pass =
        network.pass(Samples.training(steps, gradients).inputGradient(inputGradient));
    pass.forward(new Input.Rows(Samples.normal(steps.rows(), SIZE, 1)), steps);
    pass.backward(Samples.normal(pass.steps().rows(), 4, 2));
    return gradients;
  }

  private static float[] row(Matrix matrix, int r) {
    return Matrix.over(matrix.data(), matrix.at(r), 1, SIZE).toArray();
  }

  @Test
  void predictionAndRateZeroPassEverything() {
    Steps steps = Steps.equal(2, 2);
    Matrix x = Samples.normal(4, SIZE, 1);
    Network network = Network.create(SIZE, LayerSpec.dropout(0.5f), 1);
    Network.Pass predicting = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Bits.assertSame("prediction", predicting.forward(new Input.Rows(x), steps), x);
    Network.Pass off = pass(0, new Draw(3), steps);
    Bits.assertSame("rate 0", off.forward(new Input.Rows(x), steps), x);
    Bits.assertSame("rate 0", off.backward(x), x);
  }

  /** A rate so small that 1 − rate, of 2³² equally likely numbers, rounds to all of them. */
  @Test
  void aTinyRateDropsNothing() {
    Matrix masks = masks(1e-11f, new Draw(3), Steps.equal(20, 20));
    assertThat(masks.toArray()).containsOnly(1f);
  }
}
