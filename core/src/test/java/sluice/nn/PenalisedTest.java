package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** What is asked of outputs beside the loss; gradients stand in GradientCheckTest. */
class PenalisedTest {
  private static final Steps RAGGED = Steps.of(3, 1);

  static List<LayerSpec> penalised() {
    return Samples.penalised(40);
  }

  /**
   * Outputs 1, 3, 6 and 5: squares 71 over 4, changes 4 + 9 over the two steps that have a past.
   */
  @Test
  void theMeansAreOverTheStepsThatExist() {
    Matrix x = Matrix.of(4, 1);
    set(x, RAGGED.row(0, 0), 1);
    set(x, RAGGED.row(1, 0), 3);
    set(x, RAGGED.row(2, 0), 6);
    set(x, RAGGED.row(0, 1), 5);
    assertThat(penalty(0, 2, 0, x)).isEqualTo(2 * 71 / 4.0);
    assertThat(penalty(0, 0, 0.5f, x)).isEqualTo(0.5 * 13 / 2);
    assertThat(penalty(0, 2, 0.5f, x)).isEqualTo(2 * 71 / 4.0 + 0.5 * 13 / 2);
  }

  private static void set(Matrix x, int row, float value) {
    x.set(row, 0, value);
  }

  private static double penalty(float gate, float activation, float change, Matrix x) {
    LayerSpec identity = LayerSpec.activation(Activation.IDENTITY);
    LayerSpec spec = new LayerSpec.Penalised(identity, gate, activation, change);
    Network network = Network.create(1, spec, 1);
    Network.Pass pass = network.pass(Samples.training(RAGGED, new Gradients(network.weights())));
    pass.forward(new Input.Rows(x), RAGGED);
    return pass.penalty();
  }

  @Test
  void sequencesOfOneStepHaveNoChange() {
    LayerSpec spec = new LayerSpec.Penalised(LayerSpec.lstm(3), 0, 0, 5);
    Network network = Network.create(2, spec, 1);
    Gradients gradients = new Gradients(network.weights());
    Steps steps = Steps.equal(1, 4);
    Network.Pass pass = network.pass(Samples.training(steps, gradients));
    pass.forward(new Input.Rows(Samples.normal(4, 2, 1)), steps);
    assertThat(pass.penalty()).isZero();
    pass.backward(Matrix.of(4, 3));
    gradients.finish(1);
    assertThat(gradients.norm()).isZero();
  }

  /** The gates as a probe sees them. */
  @Test
  void theOutputGatesMeanIsThatOfAllStepsAndUnits() {
    double[] sum = new double[1];
    Probe probe =
        new Probe() {
          @Override
          public void forwardStep(
              int layer, int t, int first, int count, Matrix gates, Matrix c, Matrix h) {
            for (int r = first; r < first + count; r++) {
              for (int j = 0; j < 6; j++) {
                sum[0] += gates.get(r, gates.columns() - 6 + j);
              }
            }
          }
        };
    LayerSpec.LstmSpec plain = LayerSpec.lstm(6);
    for (LayerSpec lstm :
        List.of(
            plain,
            new LayerSpec.InitialState(plain, true, 0),
            plain.form(LstmForm.PLAIN.withCoupledGates()),
            plain.form(LstmForm.PLAIN.projectedTo(3).withGates(GateFunction.HARD_SIGMOID)))) {
      sum[0] = 0;
      Network network = Network.create(2, new LayerSpec.Penalised(lstm, 3, 0, 0), 1);
      Network.Pass pass =
          network.pass(Samples.training(RAGGED, new Gradients(network.weights())).probe(probe));
      pass.forward(new Input.Rows(Samples.normal(4, 2, 1)), RAGGED);
      assertThat(pass.penalty()).isCloseTo(3 * sum[0] / (4 * 6), within(1e-9));
      assertThat(pass.penalty()).isGreaterThan(0.5);
    }
  }

  @ParameterizedTest
  @MethodSource("penalised")
  void outsideTrainingNothingIsAskedAndEveryBitIsTheSame(LayerSpec spec) {
    Network with = Network.create(3, spec, 1);
    Network without = Network.create(3, bare(spec), 1);
    Input x = new Input.Rows(Samples.normal(4, 3, 1));
    Network.Pass pass = with.pass(PassSettings.predicting(Capacity.of(RAGGED)));
    Matrix y = pass.forward(x, RAGGED);
    assertThat(pass.penalty()).isZero();
    Network.Pass plain = without.pass(PassSettings.predicting(Capacity.of(RAGGED)));
    Bits.assertSame("outputs", y, plain.forward(x, RAGGED));
    assertThat(with.weights().stream().map(Weight::name))
        .isEqualTo(without.weights().stream().map(Weight::name).toList());
  }

  /** The same layers, of which nothing is asked. */
  private static LayerSpec bare(LayerSpec spec) {
    return switch (spec) {
      case LayerSpec.Penalised penalised -> bare(penalised.layer());
      case LayerSpec.Stack(List<LayerSpec> layers) ->
          new LayerSpec.Stack(layers.stream().map(PenalisedTest::bare).toList());
      case LayerSpec.Bidirectional(LayerSpec layer, LayerSpec.Join join) ->
          new LayerSpec.Bidirectional(bare(layer), join);
      case LayerSpec.Residual(LayerSpec layer) -> new LayerSpec.Residual(bare(layer));
      default -> spec;
    };
  }

  @ParameterizedTest
  @MethodSource("penalised")
  void neitherThreadsNorAnotherBatchBeforeChangeABit(LayerSpec spec) {
    Network network = Network.create(3, spec, 1);
    Steps steps = Steps.of(IntStream.range(0, 27).map(s -> 1 + s % 9).toArray());
    Run expected = Run.of(network, steps, Workers.serial(), false);
    for (int threads : new int[] {2, 3, 5}) {
      try (Workers workers = Workers.of(threads)) {
        Run run = Run.of(network, steps, workers, threads == 3);
        assertThat(run.penalty).isEqualTo(expected.penalty);
        Bits.assertSame("dx", run.dx, expected.dx);
        Bits.assertSame("gradients", run.gradients, expected.gradients);
      }
    }
  }

  private record Run(double penalty, Matrix dx, Gradients gradients) {
    static Run of(Network network, Steps steps, Workers workers, boolean used) {
      Gradients gradients = new Gradients(network.weights());
      Capacity capacity = new Capacity(12, 30, 300);
      Network.Pass pass = network.pass(Samples.training(capacity, gradients).workers(workers));
      if (used) {
        Steps other = Steps.equal(10, 29);
        Matrix y = pass.forward(new Input.Rows(Samples.normal(290, 3, 1)), other);
        pass.backward(Samples.normal(y.rows(), y.columns(), 2));
        gradients.clear();
      }
      gradients.lossWeight(17);
      Matrix y = pass.forward(new Input.Rows(Samples.normal(steps.rows(), 3, 1)), steps);
      Matrix dx = pass.backward(Samples.normal(y.rows(), y.columns(), 2)).copy();
      return new Run(pass.penalty(), dx, gradients);
    }
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.Penalised(LayerSpec.gru(3), 1e-4f, 0, 0))
        .withMessage("a layer of type gru has no output gate, outputGate must be 0, was 1.0E-4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.Penalised(LayerSpec.gru(3), 0, -1, 0))
        .withMessage("activation must be at least 0 and finite, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.Penalised(LayerSpec.gru(3), 0, 0, Float.NaN))
        .withMessage("change must be at least 0 and finite, was NaN");
  }
}
