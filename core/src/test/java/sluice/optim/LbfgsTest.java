package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.nn.Gradients;
import sluice.nn.Weight;

class LbfgsTest {
  private final Weight x = new Weight("x", 1, 2, Weight.Role.TRAINED);
  private final Gradients gradients = new Gradients(List.of(x));
  private int evaluations;

  /** Rosenbrock's valley, least at (1, 1). */
  private double valley() {
    evaluations++;
    double a = x.values().get(0, 0);
    double b = x.values().get(0, 1);
    gradients.clear();
    gradients.gradient(0).set(0, 0, (float) (-2 * (1 - a) - 400 * a * (b - a * a)));
    gradients.gradient(0).set(0, 1, (float) (200 * (b - a * a)));
    gradients.finish(1);
    return (1 - a) * (1 - a) + 100 * (b - a * a) * (b - a * a);
  }

  private void start(double a, double b) {
    x.values().set(0, 0, (float) a);
    x.values().set(0, 1, (float) b);
  }

  @Test
  void findsTheEndOfTheValley() {
    start(-1.2, 1);
    Lbfgs lbfgs = new Lbfgs(Lbfgs.Config.DEFAULT, gradients);
    assertThat(lbfgs.fullBatch()).isTrue();
    double before = Double.POSITIVE_INFINITY;
    int steps = 0;
    for (double loss = lbfgs.step(this::valley); loss > 1e-10; loss = lbfgs.step(this::valley)) {
      assertThat(loss).isLessThan(before);
      before = loss;
      assertThat(steps++).isLessThan(60);
    }
    assertThat((double) x.values().get(0, 0)).isCloseTo(1, within(1e-4));
    assertThat((double) x.values().get(0, 1)).isCloseTo(1, within(1e-4));
    assertThat(evaluations).isLessThan(150);
  }

  /** Half of a bowl is not there: a search that looks too far comes back. */
  @Test
  void aSearchComesBackFromWhereTheLossIsNotFinite() {
    start(0.9, 0.9);
    Lbfgs lbfgs = new Lbfgs(new Lbfgs.Config(1000, 3, 25), gradients);
    for (int step = 0; step < 20; step++) {
      lbfgs.step(() -> {
        float a = x.values().get(0, 0);
        float b = x.values().get(0, 1);
        gradients.clear();
        gradients.gradient(0).set(0, 0, a - 0.1f);
        gradients.gradient(0).set(0, 1, b - 0.2f);
        gradients.finish(1);
        boolean there = a > 0;
        return there ? 0.5 * (a - 0.1) * (a - 0.1) + 0.5 * (b - 0.2) * (b - 0.2) : Double.NaN;
      });
    }
    assertThat((double) x.values().get(0, 0)).isCloseTo(0.1, within(1e-3));
    assertThat((double) x.values().get(0, 1)).isCloseTo(0.2, within(1e-3));
  }

  /** A plain nearly without a slope, then a wall: what the plain has taught leads to −∞. */
  @Test
  void aDirectionBeyondFloatsIsForgotten() {
    start(1e4, 0);
    Lbfgs lbfgs = new Lbfgs(new Lbfgs.Config(1e24, 10, 25), gradients);
    lbfgs.step(() -> plane(1e-25)); // of a thousand
    assertThat(lbfgs.tensors().getLast().values().get(0, 0)).isEqualTo(1); // a pair
    float before = x.values().get(0, 0);
    lbfgs.rate(1);
    lbfgs.step(() -> plane(1e11));
    assertThat(x.values().get(0, 0)).isLessThan(before).isFinite();
  }

  /** ½·c·a², and its slope. */
  private double plane(double curve) {
    float a = x.values().get(0, 0);
    gradients.clear();
    gradients.gradient(0).set(0, 0, (float) (curve * a));
    gradients.finish(1);
    return 0.5 * curve * a * a;
  }

  @Test
  void whereNothingIsLowerTheWeightsStay() {
    start(1, 1);
    Lbfgs lbfgs = new Lbfgs(Lbfgs.Config.DEFAULT, gradients);
    assertThat(lbfgs.step(this::valley)).isZero();
    assertThat(x.values().toArray()).containsExactly(1, 1);
    start(0, 0);
    assertThat(lbfgs.step(() -> Double.NaN)).isNaN();
    assertThat(x.values().toArray()).containsExactly(0, 0);
    lbfgs.step(() -> { // a gradient that points uphill
      gradients.clear();
      gradients.gradient(0).set(0, 0, 1);
      gradients.finish(1);
      return -x.values().get(0, 0);
    });
    assertThat(x.values().toArray()).containsExactly(0, 0);
    assertThat(lbfgs.rate()).isEqualTo(1);
    lbfgs.rate(0.5);
    assertThat(lbfgs.rate()).isEqualTo(0.5);
  }
}
