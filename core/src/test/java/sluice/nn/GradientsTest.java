package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Steps;

class GradientsTest {
  private final Weight one = new Weight("one", 1, 2, Weight.Role.TRAINED);
  private final Weight frozen = new Weight("frozen", 4, 4, Weight.Role.FROZEN);
  private final Weight two = new Weight("two", 3, 1, Weight.Role.TRAINED);
  private final Weight constant = new Weight("constant", 1, 1, Weight.Role.CONSTANT);
  private final Gradients gradients = new Gradients(List.of(one, frozen, two, constant));

  @Test
  void onlyTrainedWeightsHaveOne() {
    assertThat(gradients.count()).isEqualTo(2);
    assertThat(gradients.weight(0)).isSameAs(one);
    assertThat(gradients.weight(1)).isSameAs(two);
    assertThat(gradients.of(two)).isSameAs(gradients.gradient(1)).hasToString("[3, 1]");
    assertThat(gradients.has(one)).isTrue();
    assertThat(gradients.has(frozen)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gradients.of(frozen))
        .withMessage("no gradient for frozen [4, 4]; there are [one [1, 2], two [3, 1]]");
    assertThat(frozen.role()).isEqualTo(Weight.Role.FROZEN);
    assertThat(frozen.size()).isEqualTo(16);
  }

  @Test
  void theNormIsOfAllTogetherAndScaled() {
    gradients.gradient(0).fill(3);
    gradients.gradient(1).fill(-4);
    gradients.finish(-0.5);
    assertThat(gradients.norm()).isCloseTo(0.5 * Math.sqrt(2 * 9 + 3 * 16), within(1e-12));
    assertThat(gradients.scale()).isEqualTo(-0.5);
    gradients.clear();
    assertThat(gradients.scale()).isEqualTo(1);
    assertThat(gradients.gradient(0).toArray()).containsOnly(0f);
    assertThat(gradients.gradient(1).toArray()).containsOnly(0f);
  }

  @Test
  void twoSetsAddUp() {
    Gradients other = new Gradients(List.of(one, frozen, two, constant));
    gradients.gradient(0).fill(1);
    gradients.gradient(1).fill(2);
    other.gradient(0).fill(10);
    other.gradient(1).fill(20);
    gradients.add(other);
    assertThat(gradients.gradient(0).toArray()).containsOnly(11f);
    assertThat(gradients.gradient(1).toArray()).containsOnly(22f);
    assertThat(other.gradient(1).toArray()).containsOnly(20f);
  }

  @Test
  void clampingCutsScaledElementsAndKeepsTheirSigns() {
    gradients.gradient(0).set(Matrix.of(new float[] {-8, 2}));
    gradients.gradient(1).set(Matrix.of(new float[] {6}, new float[] {-1}, new float[] {5}));
    gradients.finish(0.5);
    assertThat(gradients.clamp(2.5f)).isEqualTo(2);
    assertThat(gradients.gradient(0).toArray()).containsExactly(-2.5f, 1);
    assertThat(gradients.gradient(1).toArray()).containsExactly(2.5f, -0.5f, 2.5f);
    assertThat(gradients.scale()).isEqualTo(1);
    assertThat(gradients.norm()).isCloseTo(Math.sqrt(6.25 * 3 + 1.25), within(1e-9));
  }

  @Test
  void passesAddAndNeverClear() {
    Model model =
        Samples.model(2, LayerSpec.rnn(3), Head.plain(3, new RegressionLoss.Squared()), 1);
    Network network = model.network();
    Gradients sum = new Gradients(network.weights());
    Gradients once = new Gradients(network.weights());
    Steps steps = Steps.of(2, 3);
    Input x = new Input.Rows(Samples.normal(5, 2, 1));
    Matrix dy = Samples.normal(5, 3, 2);
    Network.Pass pass = network.pass(Samples.training(steps, sum));
    Network.Pass other = network.pass(Samples.training(steps, once));
    for (int time = 0; time < 2; time++) {
      pass.forward(x, steps);
      pass.backward(dy);
    }
    other.forward(x, steps);
    other.backward(dy);
    once.add(once);
    Bits.assertSame("twice", sum, once);
  }
}
