package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.nn.Weight;
import sluice.optim.Lbfgs;

/** What a step of L-BFGS would spoil is named, and all is as it was before. */
class GuardTest {
  private final Weight w = new Weight("layers.0.w", 2, 3, Weight.Role.TRAINED);
  private final Gradients gradients = new Gradients(List.of(w));
  private final Lbfgs lbfgs = new Lbfgs(Lbfgs.Config.DEFAULT, gradients);
  private final Guard guard = new Guard(gradients, lbfgs);

  /** A bowl, least at 0. */
  private double bowl() {
    gradients.clear();
    double loss = 0;
    for (int j = 0; j < w.size(); j++) {
      float value = w.values().data()[w.values().at(0) + j];
      gradients.gradient(0).set(j / 3, j % 3, (j + 1) * value);
      loss += 0.5 * (j + 1) * value * value;
    }
    gradients.finish(1);
    return loss;
  }

  /** One step as the trainer makes it, with a fault at its end. */
  private Optional<Scene.Spoilt> step(Consumer<Matrix> fault, Matrix where) {
    bowl();
    guard.evaluated();
    lbfgs.step(this::bowl);
    fault.accept(where);
    return guard.stepped();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aWeightThatIsSpoiltIsNamedAndRestored(float value) {
    w.values().fill(1);
    assertThat(step(m -> {}, w.values())).isEmpty();
    float[] before = w.values().toArray();
    float[] pairs = lbfgs.tensors().getFirst().values().toArray();
    long steps = lbfgs.steps();
    Scene.Spoilt spoilt = step(m -> m.set(1, 2, value), w.values()).orElseThrow();
    assertThat(spoilt.weight()).isEqualTo("layers.0.w");
    assertThat(spoilt.tensor()).isEmpty();
    assertThat(List.of(spoilt.row(), spoilt.column())).containsExactly(1, 2);
    assertThat(spoilt.before()).isEqualTo(before[5]);
    assertThat(w.values().toArray()).isEqualTo(before);
    assertThat(lbfgs.tensors().getFirst().values().toArray()).isEqualTo(pairs);
    assertThat(lbfgs.steps()).isEqualTo(steps);
  }

  @Test
  void aPairThatIsSpoiltIsNamedAndRestored() {
    w.values().fill(1);
    Matrix pairs = lbfgs.tensors().get(1).values();
    float[] before = pairs.toArray();
    Scene.Spoilt spoilt = step(m -> m.set(0, 4, Float.POSITIVE_INFINITY), pairs).orElseThrow();
    assertThat(spoilt.tensor()).isEqualTo("lbfgs.y");
    assertThat(pairs.toArray()).isEqualTo(before);
    assertThat(w.values().toArray()).containsOnly(1);
  }
}
