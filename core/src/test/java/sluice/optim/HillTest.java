package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sluice.nn.Gradients;
import sluice.nn.Weight;

/**
 * Down the hills of f(x) = x² ∕ 10 + sin x: known paths, and where each method ends.
 *
 * <p>Minima at −1.306440 and 3.837467, a maximum between them at 1.977383.
 */
class HillTest {
  private static final double LEFT = -1.306440;
  private static final double RIGHT = 3.837467;

  private final Weight x = new Weight("x", 1, 1, Weight.Role.TRAINED);
  private final Gradients gradients = new Gradients(List.of(x));

  private double at() {
    return x.values().get(0, 0);
  }

  private double hill() {
    gradients.clear();
    gradients.gradient(0).set(0, 0, (float) (at() / 5 + StrictMath.cos(at())));
    gradients.finish(1);
    return at() * at() / 10 + StrictMath.sin(at());
  }

  /** Walks from a place; gives the path, the start at 0. */
  private double[] walk(double from, int steps, Function<Gradients, Optimizer> method) {
    x.values().set(0, 0, (float) from);
    Optimizer optimizer = method.apply(gradients);
    double[] path = new double[steps + 1];
    path[0] = from;
    for (int step = 1; step <= steps; step++) {
      optimizer.step(this::hill);
      path[step] = at();
    }
    return path;
  }

  private static Function<Gradients, Optimizer> descent(double rate) {
    return g -> new Sgd(new Sgd.Config(rate, 0), g, Clip.NONE);
  }

  private static Function<Gradients, Optimizer> method(Method method) {
    return g -> new Descent(method, g, Clip.NONE);
  }

  @Test
  void descentTakesTheKnownPath() {
    double[] path = walk(-9, 200, descent(0.4));
    int[] steps = {1, 2, 8, 9, 10, 32, 33, 34};
    double[] known = {
      -7.915547, -7.257693, -6.166115, -6.070088, -5.975433, -1.308716, -1.307655, -1.307088
    };
    for (int i = 0; i < steps.length; i++) {
      assertThat(path[steps[i]]).as("x%d", steps[i]).isCloseTo(known[i], within(2e-6));
    }
    assertThat(path[200]).isCloseTo(LEFT, within(1e-6));
    assertThat(walk(6, 200, descent(0.4))[200]).isCloseTo(RIGHT, within(1e-6));
  }

  @Test
  void tooLargeARateCyclesOrFlees() {
    double[] cycle = walk(6, 400, descent(2));
    assertThat(Math.min(cycle[399], cycle[400])).isCloseTo(-2.089009, within(1e-5));
    assertThat(Math.max(cycle[399], cycle[400])).isCloseTo(-0.262749, within(1e-5));
    double[] flight = walk(6, 100, descent(11)); // −17.76, 16.20, −9.77, 22.07 …
    for (int step = 1; step <= 100; step++) {
      assertThat(Math.abs(flight[step])).isGreaterThan(step == 3 ? 9.7 : 10);
    }
  }

  @Test
  void momentumCrossesTheHillAndNesterovLooksAhead() {
    Method momentum = new Method.Momentum(0.1, 0.9);
    Method nesterov = new Method.Nesterov(0.1, 0.9);
    assertThat(walk(9, 600, method(momentum))[600]).isCloseTo(LEFT, within(1e-5));
    assertThat(walk(9, 600, method(nesterov))[600]).isCloseTo(LEFT, within(1e-5));
    assertThat(walk(-10, 600, method(momentum))[600]).isCloseTo(RIGHT, within(1e-5));
    assertThat(walk(-10, 600, method(nesterov))[600]).isCloseTo(LEFT, within(1e-5));
    assertThat(walk(-10, 600, g -> new Sgd(new Sgd.Config(0.1, 0.9), g, Clip.NONE))[600])
        .isCloseTo(RIGHT, within(1e-5));
  }

  /** m = μ·m + α·f′(x − μ·m), x = x − m, in double precision. */
  @Test
  void nesterovFollowsItsEquations() {
    double[] path = walk(-9, 50, method(new Method.Nesterov(0.05, 0.8)));
    double place = -9;
    double m = 0;
    for (int step = 1; step <= 50; step++) {
      double ahead = place - 0.8 * m;
      m = 0.8 * m + 0.05 * (ahead / 5 + StrictMath.cos(ahead));
      place -= m;
      assertThat(path[step]).isCloseTo(place, within(1e-5));
    }
  }

  /** G3 = (1−ρ)(ρ²g1² + ρg2² + g3²). */
  @Test
  void rmsPropUnrolled() {
    x.values().set(0, 0, -9);
    Descent rms = new Descent(new Method.RmsProp(0.01, 0.9, 1e-8), gradients, Clip.NONE);
    double[] g = new double[3];
    for (int step = 0; step < 3; step++) {
      int now = step;
      rms.step(() -> {
        double loss = hill();
        g[now] = gradients.gradient(0).get(0, 0);
        return loss;
      });
    }
    double unrolled = 0.1 * (0.81 * g[0] * g[0] + 0.9 * g[1] * g[1] + g[2] * g[2]);
    assertThat((double) rms.tensors().getFirst().values().get(0, 0))
        .isCloseTo(unrolled, within(1e-6));
  }

  /** Everybody comes down from −9 to where the gradient is 0. */
  @Test
  void everyMethodComesDown() {
    for (Method method :
        List.of(
            new Method.Momentum(0.05, 0.8),
            new Method.Nesterov(0.05, 0.8),
            new Method.AdaGrad(1, 1e-8),
            new Method.AdaDelta(1, 0.9, 1e-4),
            new Method.PrintedAdam(0.1, 0.9, 0.999, 1e-8, true, false),
            new Method.PrintedAdam(0.1, 0.9, 0.999, 1e-8, true, true),
            new Method.PrintedAdam(0.02, 0.9, 0.999, 1e-8, false, false),
            new Method.AmsGrad(0.1, 0.9, 0.999, 1e-8),
            new Method.Nadam(0.1, 0.9, 0.999, 1e-8))) {
      double[] path = walk(-9, 3000, method(method));
      assertThat(path[3000]).as("%s", method).isCloseTo(LEFT, within(1e-3));
    }
    double[] rms = walk(-9, 3000, method(new Method.RmsProp(0.01, 0.9, 1e-8)));
    assertThat(rms[3000]).isCloseTo(LEFT, within(0.02)); // it goes on stepping by its rate
  }

  @Test
  void lineSearchIsThereInAFewSteps() {
    double[] path = walk(-2, 8, g -> new Lbfgs(Lbfgs.Config.DEFAULT, g));
    assertThat(path[8]).isCloseTo(LEFT, within(2e-6));
    for (int step = 1; step <= 8; step++) { // each step is lower
      assertThat(value(path[step])).isLessThanOrEqualTo(value(path[step - 1]) + 1e-9);
    }
    double[] right = walk(6, 10, g -> new Lbfgs(Lbfgs.Config.DEFAULT, g));
    assertThat(right[10]).isCloseTo(RIGHT, within(2e-6)); // where Newton finds the maximum
  }

  private static double value(double place) {
    return place * place / 10 + StrictMath.sin(place);
  }

  /** Newton's steps f′ ∕ f″, which L-BFGS approaches: known numbers. */
  @Test
  void newton() {
    double place = -2;
    double[] known = {-1.264267, -1.306662, -1.306440};
    for (double next : known) {
      place -= (place / 5 + StrictMath.cos(place)) / (0.2 - StrictMath.sin(place));
      assertThat(place).isCloseTo(next, within(1e-6));
    }
    double other = 6;
    for (int step = 0; step < 30; step++) {
      other -= (other / 5 + StrictMath.cos(other)) / (0.2 - StrictMath.sin(other));
    }
    assertThat(other).isCloseTo(1.977383, within(1e-6));
  }
}
