package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** What does not learn costs no gradient, and everything else keeps its bits. */
class FrozenTest {
  private static final Steps STEPS = Steps.of(4, 2, 5, 1);

  static List<LayerSpec> layers() {
    List<LayerSpec> specs = new ArrayList<>(Samples.layers(5));
    specs.addAll(Samples.wholeSequenceLayers(5));
    specs.addAll(Samples.penalised(5));
    specs.add(LayerSpec.attentionPool(4));
    return specs;
  }

  /** Each weight alone frozen, and each alone learned. */
  @ParameterizedTest
  @MethodSource("layers")
  void theGradientsOfAllOthersKeepTheirBits(LayerSpec spec) {
    LayerSpec deep = LayerSpec.stack(LayerSpec.dense(5), spec, LayerSpec.dense(3));
    Network network = Network.create(4, deep, 1);
    Gradients all = run(network, weight -> false, Probe.NONE);
    for (Weight one : network.weights()) {
      assertSame(network, all, weight -> weight == one);
      assertSame(network, all, weight -> weight != one);
    }
  }

  private static void assertSame(Network network, Gradients all, Predicate<Weight> frozen) {
    Gradients some = run(network, frozen, Probe.NONE);
    for (int i = 0; i < all.count(); i++) {
      Weight weight = all.weight(i);
      Matrix gradient = some.gradient(i);
      if (frozen.test(weight)) {
        assertThat(gradient.toArray()).as(weight.name()).containsOnly(0);
      } else {
        Bits.assertSame(weight.name(), gradient, all.gradient(i));
      }
    }
  }

  private static Gradients run(Network network, Predicate<Weight> frozen, Probe probe) {
    Gradients gradients = new Gradients(network.weights());
    gradients.rates(weight -> frozen.test(weight) ? 0 : 1);
    Network.Pass pass =
        network.pass(
            new PassSettings(
                Capacity.of(STEPS),
                Optional.of(gradients),
                probe,
                new Draw(3),
                Workers.serial(),
                false));
    Matrix y = pass.forward(new Input.Rows(Samples.normal(STEPS.rows(), 4, 2)), STEPS);
    pass.backward(Samples.normal(y.rows(), y.columns(), 5));
    return gradients;
  }

  @Test
  void nobodyGoesBackBelowTheLowestThatLearns() {
    LayerSpec spec =
        LayerSpec.stack(
            LayerSpec.lstm(3),
            LayerSpec.parallel(LayerSpec.rnn(2), LayerSpec.gru(2)),
            LayerSpec.residual(LayerSpec.lstm(4)));
    Network network = Network.create(4, spec, 1);
    assertThat(reached(network, "layers.0.b")).containsExactly(0, 1, 2, 3);
    assertThat(reached(network, "layers.1.wx")).containsExactly(1, 3);
    assertThat(reached(network, "layers.2.wn")).containsExactly(2, 3);
    assertThat(reached(network, "layers.3.b")).containsExactly(3);
    assertThat(reached(network, "none")).isEmpty();
  }

  /** The layers that are gone back through where only one weight learns. */
  private static Set<Integer> reached(Network network, String learns) {
    Set<Integer> layers = new TreeSet<>();
    Probe probe =
        new Probe() {
          @Override
          public void backwardStep(
              int layer,
              int t,
              int first,
              int count,
              Matrix dh,
              Matrix dcFromOutput,
              Matrix dcFromNext,
              Matrix da) {
            layers.add(layer);
          }
        };
    run(network, weight -> !weight.name().equals(learns), probe);
    return layers;
  }

  @Test
  void whatWasPassedOverCannotLearnAfterwards() {
    Network network = Network.create(4, LayerSpec.lstm(3), 1);
    Gradients gradients = new Gradients(network.weights());
    gradients.rates(weight -> weight.name().endsWith("wx") ? 0 : 1);
    network.pass(Samples.training(STEPS, gradients));
    gradients.rates(weight -> weight.name().endsWith("wx") ? 0 : 0.5);
    assertThatIllegalStateException()
        .isThrownBy(() -> gradients.rates(weight -> 1))
        .withMessage(
            "layers.0.wx [4, 12] was frozen when a pass was made for these gradients; make the pass"
                + " after");
  }

  @Test
  void aPartOfABatchIsAsFrozen() {
    Network network = Network.create(4, LayerSpec.lstm(3), 1);
    Gradients gradients = new Gradients(network.weights());
    gradients.rates(weight -> weight.name().endsWith("wx") ? 0 : 0.5);
    Gradients part = gradients.another();
    assertThat(part.rate(0)).isZero();
    assertThat(part.learns(network.weights().get(0))).isFalse();
    assertThat(part.learns(network.weights().get(1))).isTrue();
  }
}
