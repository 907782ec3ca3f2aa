package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sluice.nn.Gradients;
import sluice.optim.Adam;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Lbfgs;
import sluice.optim.Method;
import sluice.optim.Optimizer;
import sluice.optim.Sgd;

class SurfaceTest {
  private static Function<Gradients, Optimizer> method(Method method) {
    return gradients -> new Descent(method, gradients, Clip.NONE);
  }

  private static Function<Gradients, Optimizer> descent(double rate) {
    return gradients -> new Sgd(new Sgd.Config(rate, 0), gradients, Clip.NONE);
  }

  @Test
  void slopesAndHessiansAreThoseOfDifferences() {
    double h = 1e-5;
    for (Surface f : Surface.values()) {
      for (double[] at : new double[][] {{1.3, 0.7}, {-0.4, 2.1}, f.start()}) {
        double x = at[0];
        double y = at[1];
        double size = 1e-8 * (1 + Math.abs(f.height(x, y)) + Math.abs(f.slopeX(x, y)));
        assertThat(f.slopeX(x, y))
            .as("%s", f)
            .isCloseTo((f.height(x + h, y) - f.height(x - h, y)) / (2 * h), within(size + 1e-6));
        assertThat(f.slopeY(x, y))
            .isCloseTo((f.height(x, y + h) - f.height(x, y - h)) / (2 * h), within(size + 1e-6));
        double[] hessian = f.hessian(x, y);
        double slack = 1e-5 * (1 + Math.abs(hessian[0]));
        assertThat(hessian[0])
            .isCloseTo((f.slopeX(x + h, y) - f.slopeX(x - h, y)) / (2 * h), within(slack));
        assertThat(hessian[1])
            .isCloseTo((f.slopeX(x, y + h) - f.slopeX(x, y - h)) / (2 * h), within(slack));
        assertThat(hessian[2])
            .isCloseTo((f.slopeY(x, y + h) - f.slopeY(x, y - h)) / (2 * h), within(slack));
      }
    }
  }

  @Test
  void bottomsAreFlatAndBendUp() {
    for (Surface f : Surface.values()) {
      for (double[] at : f.bottoms()) {
        assertThat(f.slopeX(at[0], at[1])).as("%s", f).isCloseTo(0, within(1e-6));
        assertThat(f.slopeY(at[0], at[1])).isCloseTo(0, within(1e-6));
        double[] h = f.hessian(at[0], at[1]);
        assertThat(h[0]).isPositive();
        assertThat(h[0] * h[2] - h[1] * h[1]).isPositive();
      }
    }
    assertThat(Surface.SADDLE.slopeY(0, 0)).isZero();
    assertThat(Surface.SADDLE.hessian(0, 0)[2]).isNegative();
  }

  /** The known path and ends of x² ∕ 10 + sin x, which y leaves alone. */
  @Test
  void downTheHill() {
    double[][] path = Surface.HILL.path(descent(0.4), 200, new double[] {-9, 0});
    int[] steps = {1, 2, 8, 9, 10, 32, 33, 34};
    double[] known = {
      -7.915547, -7.257693, -6.166115, -6.070088, -5.975433, -1.308716, -1.307655, -1.307088
    };
    for (int i = 0; i < steps.length; i++) {
      assertThat(path[steps[i]][0]).as("x%d", steps[i]).isCloseTo(known[i], within(2e-6));
      assertThat(path[steps[i]][1]).isZero();
    }
    assertThat(path[200][0]).isCloseTo(-1.306440, within(1e-6));
    assertThat(Surface.HILL.height(path[200][0], 0)).isCloseTo(-0.794582, within(1e-6));
    double[][] right = Surface.HILL.path(descent(0.4), 200, new double[] {6, 0});
    assertThat(right[200][0]).isCloseTo(3.837467, within(1e-6));
    assertThat(Surface.HILL.height(right[200][0], 0)).isCloseTo(0.831559, within(1e-6));
    double[][] cycle = Surface.HILL.path(descent(2), 400, new double[] {6, 0});
    assertThat(Math.min(cycle[399][0], cycle[400][0])).isCloseTo(-2.089009, within(1e-5));
    assertThat(Math.max(cycle[399][0], cycle[400][0])).isCloseTo(-0.262749, within(1e-5));
  }

  @Test
  void momentumOvershootsWhereNesterovStays() {
    double[] left = {-10, 0};
    double[] far = {9, 0};
    var momentum = method(new Method.Momentum(0.1, 0.9));
    var nesterov = method(new Method.Nesterov(0.1, 0.9));
    assertThat(Surface.HILL.path(momentum, 600, far)[600][0]).isCloseTo(-1.306440, within(1e-5));
    assertThat(Surface.HILL.path(nesterov, 600, far)[600][0]).isCloseTo(-1.306440, within(1e-5));
    assertThat(Surface.HILL.path(momentum, 600, left)[600][0]).isCloseTo(3.837467, within(1e-5));
    assertThat(Surface.HILL.path(nesterov, 600, left)[600][0]).isCloseTo(-1.306440, within(1e-5));
  }

  @Test
  void newtonFindsWhateverIsFlat() {
    double[][] path = Surface.HILL.newton(1, 3, new double[] {-2, 5});
    assertThat(path[1]).containsExactly(new double[] {-1.264267, 0}, within(1e-6));
    assertThat(path[2]).containsExactly(new double[] {-1.306662, 0}, within(1e-6));
    assertThat(path[3]).containsExactly(new double[] {-1.306440, 0}, within(1e-6));
    assertThat(Surface.HILL.newton(1, 30, new double[] {6, 0})[30][0])
        .isCloseTo(1.977383, within(1e-6)); // the maximum
    assertThat(Surface.RAVINE.newton(1, 1, new double[] {-7, 2})[1]).containsExactly(0, 0);
    assertThat(Surface.SADDLE.newton(1, 9, new double[] {-1.8, 0.01})[9])
        .containsExactly(new double[] {0, 0}, within(1e-9)); // the saddle
    double[] rosenbrock = Surface.ROSENBROCK.newton(1, 6, new double[] {-1.2, 1})[6];
    assertThat(rosenbrock).containsExactly(new double[] {1, 1}, within(1e-6));
  }

  /** The steps of docs/basics/ravine.md, from which f stays below 0.001. */
  @Test
  void downTheRavine() {
    assertThat(down(descent(0.9))).isEqualTo(42);
    assertThat(down(method(new Method.Momentum(0.1, 0.9)))).isEqualTo(83);
    assertThat(down(method(new Method.Nesterov(0.1, 0.9)))).isEqualTo(57);
    assertThat(down(method(new Method.AdaGrad(1.5, 1e-8)))).isEqualTo(29);
    assertThat(down(method(new Method.RmsProp(0.05, 0.9, 1e-8)))).isEqualTo(168);
    assertThat(down(method(new Method.AdaDelta(1, 0.9, 1e-3)))).isEqualTo(123);
    assertThat(down(g -> new Adam(Adam.Config.DEFAULT.rate(0.3), g, Clip.NONE))).isEqualTo(82);
    assertThat(down(g -> new Lbfgs(Lbfgs.Config.DEFAULT, g))).isEqualTo(6);
  }

  private static int down(Function<Gradients, Optimizer> maker) {
    double[][] path = Surface.RAVINE.path(maker, 500);
    int last = 0;
    for (int step = 1; step < path.length; step++) {
      last = Surface.RAVINE.height(path[step][0], path[step][1]) < 1e-3 ? last : step;
    }
    return last + 1;
  }

  @Test
  void whereAPlaneBends() {
    double[][] nine = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double x = 0.1 * (j - 1);
        double y = 0.1 * (i - 1);
        nine[i][j] = 5 + 2 * x - y + 3 * x * x + 4 * x * y - 1.5 * y * y;
      }
    }
    Curvature bend = Curvature.of(nine, 0.1);
    assertThat(bend.slopeX()).isCloseTo(2, within(1e-9));
    assertThat(bend.slopeY()).isCloseTo(-1, within(1e-9));
    assertThat(bend.xx()).isCloseTo(6, within(1e-9));
    assertThat(bend.yy()).isCloseTo(-3, within(1e-9));
    assertThat(bend.xy()).isCloseTo(4, within(1e-9));
    double root = Math.sqrt(4.5 * 4.5 + 16); // of [6 4; 4 −3]
    assertThat(bend.most()).isCloseTo(1.5 + root, within(1e-9));
    assertThat(bend.least()).isCloseTo(1.5 - root, within(1e-9));
  }
}
