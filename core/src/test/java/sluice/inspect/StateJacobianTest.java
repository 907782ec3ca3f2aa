package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Activation;
import sluice.nn.Capacity;
import sluice.nn.Cell;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;

class StateJacobianTest {
  private static final Steps STEPS = Steps.of(9, 12, 12);

  private static Input input(Steps steps) {
    return new Input.Rows(Samples.normal(steps.rows(), 2, 7));
  }

  private static MemoryChain chain(Network network, Cell cell, Steps steps) {
    Trace trace = new Trace(network);
    network
        .pass(PassSettings.predicting(Capacity.of(steps)).probe(trace))
        .forward(input(steps), steps);
    return MemoryChain.of(network, cell, trace, steps);
  }

  /** Without weights every forget gate is σ(1): the Jacobian is σ(1)ᵏ times the identity. */
  @Test
  void aCellThatIsOnlyKeptShrinksByItsForgetGates() {
    Network network = Network.create(2, LayerSpec.lstm(5), 1);
    for (Weight weight : network.weights()) {
      if (!weight.name().endsWith(".b")) {
        weight.values().fill(0);
        weight.changed();
      }
    }
    Cell cell = network.cells().get(0);
    StateJacobian j = StateJacobian.of(network, cell, input(STEPS), STEPS, 3, 1);
    double[] kept = chain(network, cell, STEPS).kept().orElseThrow();
    double f = 1 / (1 + StrictMath.exp(-1));
    for (int k = 0; k < 12; k++) {
      assertThat(j.norm()[k]).isCloseTo(StrictMath.pow(f, k), within(1e-6));
      assertThat(j.spread()[k]).isCloseTo(0, within(1e-6));
      assertThat(kept[k]).isCloseTo(StrictMath.pow(f, k), within(1e-6));
    }
  }

  /** Against Π diag(1 − h²)·Whᵀ, multiplied out in double. */
  @Test
  void thatOfAnRnnIsTheProductOfItsSteps() {
    Network network = Network.create(2, LayerSpec.rnn(4), 3);
    Cell cell = network.cells().get(0);
    Steps steps = Steps.equal(6, 1);
    Trace trace = new Trace(network);
    network
        .pass(PassSettings.predicting(Capacity.of(steps)).probe(trace))
        .forward(input(steps), steps);
    Matrix h = trace.of(cell).h();
    Matrix wh = network.weights().get(1).values();
    StateJacobian measured = StateJacobian.of(network, cell, input(steps), steps, 4000, 5);
    double[][] product = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    for (int k = 0; k < 6; k++) {
      double sum = 0;
      for (double[] row : product) {
        for (double value : row) {
          sum += value * value;
        }
      }
      double exact = Math.sqrt(sum) / 2; // √4
      assertThat(measured.norm()[k]).isCloseTo(exact, within(0.03 * exact));
      product = earlier(product, h, wh, 5 - k);
    }
  }

  /** J·∂h_t/∂h_t₋₁, of which row i, column j is (1 − h_i²)·Wh[j, i]. */
  private static double[][] earlier(double[][] j, Matrix h, Matrix wh, int t) {
    double[][] next = new double[4][4];
    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 4; c++) {
        for (int i = 0; i < 4; i++) {
          next[r][c] += j[r][i] * (1 - h.get(t, i) * h.get(t, i)) * wh.get(c, i);
        }
      }
    }
    return next;
  }

  static List<LayerSpec> bounded() {
    return List.of(
        LayerSpec.lstm(6),
        new LayerSpec.LstmSpec(6, 3),
        LayerSpec.rnn(6),
        new LayerSpec.RnnSpec(6, Activation.RELU),
        LayerSpec.indRnn(6, 12));
  }

  @ParameterizedTest
  @MethodSource("bounded")
  void nothingIsLargerThanItsBound(LayerSpec spec) {
    for (int seed = 1; seed <= 20; seed++) {
      Network network = Network.create(2, spec, seed);
      Cell cell = network.cells().get(0);
      double[] norm = StateJacobian.of(network, cell, input(STEPS), STEPS, 5, seed).norm();
      MemoryChain chain = chain(network, cell, STEPS);
      double[] bound = chain.bound().orElseThrow();
      assertThat(norm[0]).isCloseTo(1, within(1e-6));
      assertThat(bound[0]).isZero();
      for (int k = 0; k < 12; k++) {
        assertThat(StrictMath.log(norm[k])).isLessThanOrEqualTo(bound[k] + 1e-6);
      }
      assertThat(chain.steepest()).isPositive();
    }
  }

  /** The bound is near: an identity that ReLU lets through keeps all, and may keep no more. */
  @Test
  void anIdentityKeepsAllAndItsBoundSaysSo() {
    Network network = Network.create(2, new LayerSpec.RnnSpec(3, Activation.RELU), 1);
    for (Weight weight : network.weights()) {
      weight.values().fill(weight.name().endsWith(".b") ? 1 : 0);
      for (int j = 0; j < 3 && weight.name().endsWith(".wh"); j++) {
        weight.values().set(j, j, 1);
      }
      weight.changed();
    }
    Cell cell = network.cells().get(0);
    double[] norm = StateJacobian.of(network, cell, input(STEPS), STEPS, 2, 1).norm();
    MemoryChain chain = chain(network, cell, STEPS);
    assertThat(norm[11]).isCloseTo(1, within(1e-6));
    assertThat(chain.bound().orElseThrow()[11]).isCloseTo(0, within(1e-6));
    assertThat(chain.steepest()).isCloseTo(1, within(1e-9));
    assertThat(chain.kept()).isEmpty();
  }

  @Test
  void aSpectralNormIsTheLargestSingularValue() {
    Matrix w = Matrix.of(new float[][] {{9, 3, 0}, {9, 0, 4}});
    assertThat(SpectralNorm.of(w, 1, 2)).isCloseTo(4, within(1e-6));
    assertThat(SpectralNorm.of(Matrix.of(2, 2), 0, 2)).isZero();
    Matrix turn = Matrix.of(new float[][] {{0.6f, -0.8f}, {0.8f, 0.6f}});
    assertThat(SpectralNorm.of(turn, 0, 2)).isCloseTo(1, within(1e-6));
  }
}
