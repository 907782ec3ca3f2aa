package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;

class IndRnnTest {

  @Test
  void aUnitSeesItsOwnPastOnly() {
    Network network = Network.create(1, LayerSpec.indRnn(2, 3), 1);
    List<Weight> weights = network.weights();
    weights.get(0).values().set(Matrix.of(new float[] {1, -1}));
    weights.get(1).values().set(Matrix.of(new float[] {0.5f, -0.25f}));
    weights.get(2).values().set(Matrix.of(new float[] {0, 3}));
    weights.forEach(Weight::changed);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(3, 1)));
    Matrix x = Matrix.of(new float[] {2}, new float[] {1}, new float[] {-4});
    Matrix y = pass.forward(new Input.Rows(x), Steps.equal(3, 1));
    assertThat(y.toArray()).containsExactly(2, 1, 2, 1.75f, 0, 6.5625f);
    assertThat(pass.end().toArray()).containsExactly(0, 6.5625f);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1_000_000})
  void firstValuesLieWithinTheBound(int horizon) {
    Weight u = Network.create(3, LayerSpec.indRnn(5000, horizon), 7).weights().get(1);
    double bound = StrictMath.pow(2, 1.0 / horizon);
    assertThat((double) u.bound()).isCloseTo(bound, within(1e-7));
    assertThat(StrictMath.pow(u.bound(), horizon)).isCloseTo(2, within(0.2));
    float least = 2;
    float most = -2;
    for (float value : u.values().toArray()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat(least).isBetween(-u.bound(), -0.99f * u.bound());
    assertThat(most).isBetween(0.99f * u.bound(), u.bound());
  }

  /** The gradient of −Σ u pulls every u up, that of Σ u down. */
  @ParameterizedTest
  @ValueSource(floats = {-1, 1})
  void noOptimiserLeadsBeyondTheBound(float direction) {
    Network network = Network.create(3, LayerSpec.indRnn(40, 5), 7);
    Weight u = network.weights().get(1);
    Gradients gradients = new Gradients(network.weights());
    List<Optimizer> optimizers =
        List.of(
            new Sgd(new Sgd.Config(0.3, 0.9), gradients, Clip.NONE),
            new Adam(Adam.Config.DEFAULT.rate(0.3), gradients, Clip.NONE));
    for (Optimizer optimizer : optimizers) {
      for (int step = 0; step < 30; step++) {
        optimizer.step(() -> {
          gradients.clear();
          gradients.of(u).fill(direction);
          gradients.finish(1);
          return 0;
        });
        for (float value : u.values().toArray()) {
          assertThat(Math.abs(value)).isLessThanOrEqualTo(u.bound());
        }
      }
      assertThat(u.values().toArray()).containsOnly(-direction * u.bound());
    }
  }

  @Test
  void whateverIsWrittenIsBroughtBackButForNan() {
    Weight u = Network.create(1, LayerSpec.indRnn(4, 1), 7).weights().get(1);
    u.values().set(Matrix.of(new float[] {3, -5, 1.5f, Float.NaN}));
    u.changed();
    assertThat(u.values().toArray()).containsExactly(2, -2, 1.5f, Float.NaN);
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.indRnn(0, 1))
        .withMessage("hidden must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.indRnn(1, 0))
        .withMessage("horizon must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LayerSpec.IndRnnSpec(1, Activation.SIGMOID, 1))
        .withMessage("activation of an IndRNN must be RELU or TANH, was SIGMOID");
  }

  @Test
  void anIdentityAroundItIsTheFirstValueOfEveryUnit() {
    assertThat(firstOf(1).values().toArray()).containsOnly(1);
    Weight beyond = firstOf(1.5f);
    assertThat(beyond.values().toArray()).containsOnly(beyond.bound());
  }

  private static Weight firstOf(float value) {
    Initialiser identity = new Initialiser(Initialiser.Kind.IDENTITY, value);
    LayerSpec spec =
        new LayerSpec.Initialised(
            LayerSpec.indRnn(6, 9), Optional.empty(), Optional.of(identity), Optional.empty());
    return Network.create(3, spec, 7).weights().get(1);
  }

  /** Numbers below the normal range of float32 are slow to multiply, and move nothing. */
  @Test
  void aGradientThatFadesEndsAtZero() {
    int steps = 400;
    for (LayerSpec spec : List.of(LayerSpec.indRnn(1, steps), LayerSpec.rnn(1))) {
      Network network = Network.create(1, spec, 7);
      network.weights().get(0).values().fill(1);
      network.weights().get(1).values().fill(0.5f);
      network.weights().get(2).values().fill(spec instanceof LayerSpec.RnnSpec ? 0 : 1);
      network.weights().forEach(Weight::changed);
      Gradients gradients = new Gradients(network.weights());
      PassSettings settings = PassSettings.training(Capacity.of(steps, 1), gradients, new Draw(1));
      Network.Pass pass = network.pass(settings.inputGradient(true));
      pass.forward(new Input.Rows(Matrix.of(steps, 1)), Steps.equal(steps, 1));
      Matrix dy = Matrix.of(steps, 1);
      dy.set(steps - 1, 0, 1);
      float[] dx = pass.backward(dy).toArray();
      assertThat(dx[steps - 100]).isPositive();
      assertThat(dx[0]).isZero();
      for (float value : dx) {
        assertThat(value == 0 || Math.abs(value) >= Float.MIN_NORMAL).isTrue();
      }
    }
  }
}
