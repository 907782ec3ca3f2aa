package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sluice.fixture.Samples;
import sluice.loss.Head;
import sluice.loss.Model;
import sluice.loss.Reduction;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.Weight;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Method;
import sluice.optim.Optimizer;
import sluice.train.ArrayBatches;
import sluice.train.Evaluator;

class LandscapeTest {
  private static Model model() {
    Network network =
        Network.create(2, LayerSpec.stack(LayerSpec.lstm(5), LayerSpec.lastStep()), 4);
    return new Model(network, Head.dense(5, 1, new RegressionLoss.Squared(), 5));
  }

  private static Evaluator evaluator(Model model, Workers workers) {
    float[][][] inputs = new float[6][7][2];
    float[][][] targets = new float[6][1][1];
    Matrix x = Samples.normal(43, 2, 1);
    for (int s = 0; s < 6; s++) {
      for (int t = 0; t < 7; t++) {
        inputs[s][t] = new float[] {x.get(s * 7 + t, 0), x.get(s * 7 + t, 1)};
      }
      targets[s][0][0] = x.get(s + 1, 0);
    }
    return new Evaluator(model, ArrayBatches.values(inputs, targets, 4), Reduction.MEAN, workers);
  }

  private static double[][] plane(Model model, Workers workers) {
    Evaluator evaluator = evaluator(model, workers);
    return new Landscape(model.weights(), evaluator::loss)
        .plane(
            Landscape.direction(model.weights(), 7, 0),
            Landscape.direction(model.weights(), 7, 1),
            Landscape.places(5, 1));
  }

  @Test
  void atTheCentreStandsTheLossAndTheWeightsComeBack() {
    Model model = model();
    List<Matrix> before = Landscape.values(model.weights());
    double loss = evaluator(model, Workers.serial()).loss();
    double[][] plane = plane(model, Workers.serial());
    assertThat(plane[2][2]).isEqualTo(loss);
    assertThat(plane[0][4]).isNotEqualTo(loss);
    for (int i = 0; i < before.size(); i++) {
      assertThat(model.weights().get(i).values().toArray()).isEqualTo(before.get(i).toArray());
    }
    assertThat(evaluator(model, Workers.serial()).loss()).isEqualTo(loss);
  }

  @Test
  void threadsGiveTheSameBits() {
    try (Workers three = Workers.of(3)) {
      assertThat(plane(model(), three)).isDeepEqualTo(plane(model(), Workers.serial()));
    }
  }

  /** Also where asking for a loss fails. */
  @Test
  void theWeightsComeBackAfterAFailure() {
    Model model = model();
    List<Matrix> before = Landscape.values(model.weights());
    List<Matrix> direction = Landscape.direction(model.weights(), 1, 0);
    Landscape landscape =
        new Landscape(
            model.weights(),
            () -> {
              throw new IllegalStateException("no loss");
            });
    assertThatThrownBy(() -> landscape.plane(direction, direction, Landscape.places(3, 1)))
        .hasMessage("no loss");
    for (int i = 0; i < before.size(); i++) {
      assertThat(model.weights().get(i).values().toArray()).isEqualTo(before.get(i).toArray());
    }
  }

  /** By hand: columns (3, 4) and (0, 2) have the lengths 5 and 2. */
  @Test
  void directionsAreAsLongAsTheWeightsOfEachUnit() {
    Weight w = new Weight("w", 2, 2, Weight.Role.TRAINED);
    w.values().set(0, 0, 3);
    w.values().set(1, 0, 4);
    w.values().set(1, 1, -2);
    Weight bias = new Weight("b", 1, 2, Weight.Role.TRAINED);
    bias.values().fill(9);
    Weight fixed = new Weight("f", 2, 2, Weight.Role.FROZEN);
    fixed.values().fill(1);
    List<Matrix> direction = Landscape.direction(List.of(w, bias, fixed), 3, 0);
    Matrix d = direction.get(0);
    assertThat(Math.hypot(d.get(0, 0), d.get(1, 0))).isCloseTo(5, within(1e-5));
    assertThat(Math.hypot(d.get(0, 1), d.get(1, 1))).isCloseTo(2, within(1e-5));
    assertThat(direction.get(1).toArray()).containsOnly(0);
    assertThat(direction.get(2).toArray()).containsOnly(0);
    assertThat(Landscape.direction(List.of(w), 3, 1).getFirst().toArray())
        .isNotEqualTo(d.toArray());
  }

  /** Σ w², on the line from (1, 1) to (3, −1): the loss by hand. */
  @Test
  void onTheLineStandTheLossesOfItsEnds() {
    Weight w = new Weight("w", 1, 2, Weight.Role.TRAINED);
    w.values().fill(1);
    List<Matrix> from = Landscape.values(List.of(w));
    w.values().set(0, 0, 3);
    w.values().set(0, 1, -1);
    Landscape landscape =
        new Landscape(
            List.of(w),
            () ->
                (double) w.values().get(0, 0) * w.values().get(0, 0)
                    + (double) w.values().get(0, 1) * w.values().get(0, 1));
    assertThat(landscape.line(from, 0, 0.5, 1, 1.5)).containsExactly(2, 4, 10, 20);
  }

  /** Σ w² again: along a direction, towards other weights, and its bend by hand. */
  @Test
  void cutsAndBendsByHand() {
    Weight w = new Weight("w", 1, 2, Weight.Role.TRAINED);
    List<Matrix> others = Landscape.values(List.of(w)); // (0, 0)
    w.values().set(0, 0, 3);
    w.values().set(0, 1, -1);
    Landscape landscape =
        new Landscape(
            List.of(w),
            () ->
                (double) w.values().get(0, 0) * w.values().get(0, 0)
                    + (double) w.values().get(0, 1) * w.values().get(0, 1));
    List<Matrix> way = landscape.since(others);
    assertThat(way.getFirst().toArray()).containsExactly(3, -1);
    assertThat(landscape.cut(way, -1, 0, 1)).containsExactly(0, 10, 40);
    Matrix right = Matrix.of(1, 2);
    right.set(0, 0, 1);
    Curvature bend = landscape.curvature(way, List.of(right), 0.5);
    assertThat(bend.slopeX()).isEqualTo(20);
    assertThat(bend.xx()).isEqualTo(20); // Σ (w + a·d)² bends by 2·Σ d²
    assertThat(bend.yy()).isEqualTo(2);
    assertThat(bend.xy()).isEqualTo(6);
    double[] ring = landscape.ring(List.of(right), way, 1, 4);
    assertThat(ring[0]).isEqualTo(17);
    assertThat(ring[3]).isCloseTo(0, within(1e-9));
    assertThat(w.values().toArray()).containsExactly(3, -1);
  }

  @Test
  void placesAreOdd() {
    assertThat(Landscape.places(5, 2)).containsExactly(-2, -1, 0, 1, 2);
    assertThatThrownBy(() -> Landscape.places(4, 1)).hasMessageContaining("points must be odd");
    assertThatThrownBy(() -> Landscape.places(5, 0)).hasMessageContaining("radius above 0");
  }

  /** From the usual start; two steps by hand. */
  @Test
  void surfacesAreGoneDown() {
    Function<Gradients, Optimizer> momentum =
        g -> new Descent(new Method.Momentum(0.1, 0.9), g, Clip.NONE);
    double[][] path = Surface.RAVINE.path(momentum, 2);
    assertThat(path[0]).containsExactly(-7, 2);
    assertThat(path[1][0]).isCloseTo(-7 + 0.1 * 0.7, within(1e-6));
    assertThat(path[1][1]).isCloseTo(2 - 0.1 * 4, within(1e-6));
    assertThat(path[2][0]).isCloseTo(-6.93 + 0.9 * 0.07 + 0.1 * 0.693, within(1e-6));
  }
}
