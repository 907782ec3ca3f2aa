package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sluice.nn.LayerSpec.lastStep;
import static sluice.nn.LayerSpec.lstm;
import static sluice.nn.LayerSpec.stack;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.loss.RegressionLoss;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Capacity;
import sluice.nn.Draw;
import sluice.nn.Gradients;
import sluice.nn.Input;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.optim.Clip;
import sluice.optim.Descent;
import sluice.optim.Method;
import sluice.optim.Penalty;
import sluice.optim.Treated;
import sluice.optim.Treatment;

/** The numbers of docs/slips.md: beside each slip in print, what is right. */
class SlipsTest {
  private static final Offset<Double> NEAR = within(1e-6);
  private static final int H = 30;

  /** One LSTM unit in double precision; gates in the order i f g o, weights of x, then of h. */
  private record Unit(double[] w, double[] u) {
    private static final Unit SOME =
        new Unit(new double[] {0.5, 0.6, 0.7, 0.8}, new double[] {0.4, 0.3, 0.2, 0.1});
    private static final double X = 1.5;
    private static final double BEFORE = 0.25; // h
    private static final double CELL = 0.5; // c

    Unit plus(int gate, double more) {
      double[] changed = w.clone();
      changed[gate] += more;
      return new Unit(changed, u);
    }

    double sum(int gate, double x, double h) {
      return w[gate] * x + u[gate] * h;
    }

    double cell(double x, double h, double c) {
      return sigmoid(sum(1, x, h)) * c + sigmoid(sum(0, x, h)) * StrictMath.tanh(sum(2, x, h));
    }

    double output(double x, double h, double c) {
      return sigmoid(sum(3, x, h)) * StrictMath.tanh(cell(x, h, c));
    }

    double output() {
      return output(X, BEFORE, CELL);
    }
  }

  private static double sigmoid(double a) {
    return 1 / (1 + StrictMath.exp(-a));
  }

  private static double slope(DoubleUnaryOperator f, double at) {
    return (f.applyAsDouble(at + 1e-5) - f.applyAsDouble(at - 1e-5)) / 2e-5;
  }

  /** {@code count} numbers, evenly from one to another. */
  private static double[] even(double from, double to, int count) {
    double[] numbers = new double[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = from + (to - from) * k / (count - 1);
    }
    return numbers;
  }

  /** The first row of h in the known case with 4 inputs, 5 units and gates in the order i f o g. */
  private static double[] known(double[] h, double[] c, DoubleUnaryOperator squash) {
    double[] x = even(-0.4, 1.2, 12);
    double[] wx = even(-2.1, 1.3, 80);
    double[] wh = even(-0.7, 2.2, 100);
    double[] a = even(0.3, 0.7, 20);
    for (int j = 0; j < 20; j++) {
      for (int d = 0; d < 4; d++) {
        a[j] += x[d] * wx[d * 20 + j];
      }
      for (int k = 0; k < 5; k++) {
        a[j] += h[k] * wh[k * 20 + j];
      }
    }
    double[] out = new double[5];
    for (int j = 0; j < 5; j++) {
      double cell = sigmoid(a[5 + j]) * c[j] + sigmoid(a[j]) * squash.applyAsDouble(a[15 + j]);
      out[j] = sigmoid(a[10 + j]) * squash.applyAsDouble(cell);
    }
    return out;
  }

  @Test
  void tanIsNotTanh() {
    double[] h = even(-0.3, 0.7, 15);
    double[] c = even(-0.4, 0.9, 15);
    double[] right = {0.24635157, 0.28610883, 0.32240467, 0.35525807, 0.38474904};
    assertThat(known(h, c, StrictMath::tanh)).containsExactly(right, NEAR);
    assertThat(known(h, c, StrictMath::tan)[0]).isCloseTo(1.803139, NEAR);
    assertThat(StrictMath.tanh(1)).isCloseTo(0.761594, NEAR);
    assertThat(StrictMath.tan(1)).isCloseTo(1.557408, NEAR);
  }

  @Test
  void statesHaveAnOrder() {
    double[] h = even(-0.3, 0.7, 15);
    double[] c = even(-0.4, 0.9, 15);
    assertThat(known(c, h, StrictMath::tanh)[0]).isCloseTo(0.264255, NEAR);
  }

  /** 4·30 biases, of which those of the forget gate, and no name, say "forget". */
  @Test
  void biasesAreFourTimesTheUnits() {
    Weight b = Network.create(2, lstm(H), 42).weights().get(2);
    assertThat(b.size()).isEqualTo(120);
    for (int j = 0; j < b.size(); j++) {
      assertThat(b.values().get(0, j)).isEqualTo(j >= H && j < 2 * H ? 1 : 0);
    }
    assertThat(List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"))
        .noneMatch(name -> name.contains("forget")); // PyTorch's names of a layer
  }

  /** U_f, not U_t: there is one matrix for all steps. */
  @Test
  void weightsAreSharedOverTime() {
    assertThat(Network.create(2, lstm(H), 42).parameters()).isEqualTo(4 * 30 * (2 + 30 + 1));
    assertThat(Network.create(2, lstm(H), 42).parameters()).isEqualTo(3960);
  }

  @Test
  void theGradientOfAWeightHasTheInputInIt() {
    double o = sigmoid(Unit.SOME.sum(3, Unit.X, Unit.BEFORE));
    double t = StrictMath.tanh(Unit.SOME.cell(Unit.X, Unit.BEFORE, Unit.CELL));
    double printed = t * o * (1 - o);
    assertThat(printed).isCloseTo(0.127716, NEAR);
    double right = slope(w -> Unit.SOME.plus(3, w).output(), 0);
    assertThat(right).isCloseTo(0.191575, NEAR);
    assertThat(right).isCloseTo(printed * Unit.X, NEAR);
  }

  /** dc·i·(1 − g²)·x is the gradient of the candidate's weight; dc itself knows no input gate. */
  @Test
  void theInputGatesTermFeedsTheCandidate() {
    double dc = slope(c -> sigmoid(Unit.SOME.sum(3, 1.5, 0.25)) * StrictMath.tanh(c), 0.923861);
    assertThat(dc).isCloseTo(0.363612, NEAR);
    double i = sigmoid(Unit.SOME.sum(0, Unit.X, Unit.BEFORE));
    double g = StrictMath.tanh(Unit.SOME.sum(2, Unit.X, Unit.BEFORE));
    assertThat(dc * i * (1 - g * g) * Unit.X).isCloseTo(0.137251, NEAR);
    assertThat(slope(w -> Unit.SOME.plus(2, w).output(), 0)).isCloseTo(0.137251, NEAR);
  }

  /** Loss on the last of ten steps alone: every step has a gradient to hand down. */
  @Test
  void allStepsOfDxGoDown() {
    Network network = Network.create(2, stack(lstm(H), lastStep()), 42);
    Steps steps = Steps.equal(10, 1);
    PassSettings settings =
        PassSettings.training(Capacity.of(steps), new Gradients(network.weights()), new Draw(42))
            .inputGradient(true);
    Network.Pass pass = network.pass(settings);
    Matrix x = Matrix.of(10, 2);
    x.fill(0.5f);
    pass.forward(new Input.Rows(x), steps);
    Matrix dh = Matrix.of(1, H);
    dh.fill(1);
    Matrix dx = pass.backward(dh);
    double sum = 0;
    double last = 0;
    for (int t = 0; t < 10; t++) {
      last = Math.hypot(dx.get(t, 0), dx.get(t, 1));
      assertThat(last).isPositive();
      sum += last;
    }
    assertThat(last / sum).isCloseTo(0.287773, NEAR);
  }

  @Test
  void softmaxWithBinaryCrossEntropyIsTwice() {
    assertThat(slope(a -> -StrictMath.log(first(a)), 0.3)).isCloseTo(-0.249740, NEAR); // p − y
    DoubleUnaryOperator binary =
        a -> -StrictMath.log(first(a)) - StrictMath.log(1 - (1 - first(a)));
    assertThat(-StrictMath.log(first(0.3))).isCloseTo(0.287335, NEAR);
    assertThat(binary.applyAsDouble(0.3)).isCloseTo(0.574671, NEAR);
    assertThat(slope(binary, 0.3)).isCloseTo(-0.499480, NEAR);
  }

  /** Softmax of two outputs, the second −0.8: the first's probability. */
  private static double first(double a) {
    return 1 / (1 + StrictMath.exp(-0.8 - a));
  }

  /** h = w·h₋₁ + 1, loss h₁ + … + h₄: what h₂ is to blame for is in h₃ and h₄, too. */
  @Test
  void theSumRunsToTheEnd() {
    double w = 0.9;
    DoubleUnaryOperator loss =
        h2 -> 1 + h2 + (w * h2 + 1) + (w * (w * h2 + 1) + 1); // h₁, h₂ and what follows
    assertThat(slope(loss, 1.9)).isCloseTo(2.71, NEAR);
    assertThat(1 + w + w * w).isCloseTo(2.71, NEAR); // summed to T = 4; to t = 2 it is 1
  }

  /** a = x·W with 2 inputs and 3 sums: dW is [2, 3], which no element-by-element product is. */
  @Test
  void theGradientOfAMatrixIsAnOuterProduct() {
    double[] x = {2, 3};
    double[] da = {0.5, -1, 4};
    double[][] right = {{1, -2, 8}, {1.5, -3, 12}};
    for (int j = 0; j < 2; j++) {
      for (int k = 0; k < 3; k++) {
        int row = j;
        int column = k;
        assertThat(
                slope(
                    w -> {
                      double loss = 0;
                      for (int o = 0; o < 3; o++) {
                        loss += da[o] * (o == column ? x[row] * w : 0);
                      }
                      return loss;
                    },
                    0.7))
            .isCloseTo(right[j][k], NEAR);
      }
    }
  }

  /** x = 0, o₋₁ = ½, c₋₁ = ½, all recurrent weights 2: gates that see c₋₁ through h₋₁ count. */
  @Test
  void aBoundOnTheCellsPathNeedsTheGates() {
    Unit unit = new Unit(new double[4], new double[] {2, 2, 2, 2});
    double f = sigmoid(unit.sum(1, 0, 0.5 * StrictMath.tanh(0.5)));
    double right = slope(c -> unit.cell(0, 0.5 * StrictMath.tanh(c), c), 0.5);
    assertThat(f).isCloseTo(0.613516, NEAR);
    assertThat(right).isCloseTo(1.179811, NEAR);
    double t = StrictMath.tanh(0.5);
    double bound = f + 0.5 * (1 - t * t) * (0.25 * 0.5 * 2 + 0.25 * 2 + 2);
    assertThat(bound).isCloseTo(1.694882, NEAR);
  }

  @Test
  void additionsDoNotKeepAProductFromVanishing() {
    assertThat(StrictMath.pow(0.5, 100)).isCloseTo(7.888609e-31, within(1e-36));
    assertThat(StrictMath.pow(0.9, 100)).isCloseTo(2.656140e-5, within(1e-11));
    assertThat(StrictMath.pow(0.99, 100)).isCloseTo(0.366032, NEAR);
  }

  @Test
  void hubersLossDoesNotJump() {
    double delta = 1.35;
    RegressionLoss.Huber huber = new RegressionLoss.Huber(delta);
    assertThat(huber.loss(delta, 0)).isCloseTo(0.91125, NEAR);
    assertThat(huber.loss(delta + 1e-9, 0)).isCloseTo(0.91125, NEAR);
    double printed = delta * delta - 0.5 * delta; // δ|r| − ½δ, just above δ
    assertThat(printed).isCloseTo(1.1475, NEAR);
  }

  @Test
  void theRootIsPartOfTheName() {
    double mse = (1 + 4 + 9) / 3.0;
    assertThat(mse).isCloseTo(4.666667, NEAR);
    assertThat(Math.sqrt(mse)).isCloseTo(2.160247, NEAR);
  }

  /** At w = (3, 4): value and gradient of the two that are both called L2. */
  @Test
  void theNormIsNotItsSquare() {
    assertPenalty(Penalty.l2(1), 12.5, 3, 4);
    assertPenalty(Penalty.norm(1), 5, 0.6, 0.8);
    assertPenalty(Penalty.l1(1), 7, 1, 1);
  }

  private static void assertPenalty(Penalty penalty, double value, double first, double second) {
    Weight w = new Weight("w", 1, 2, Weight.Role.TRAINED);
    w.values().set(0, 0, 3);
    w.values().set(0, 1, 4);
    Gradients gradients = new Gradients(List.of(w));
    Treated treated = new Treated(List.of(Treatment.all(penalty)), gradients);
    gradients.clear();
    gradients.finish(1);
    assertThat(treated.penalise()).isCloseTo(value, NEAR);
    assertThat((double) gradients.gradient(0).get(0, 0)).isCloseTo(first, NEAR);
    assertThat((double) gradients.gradient(0).get(0, 1)).isCloseTo(second, NEAR);
  }

  /** Least ½(w − 0.3)² + penalty of strength ½: L1 makes zeros, L2 only smaller numbers. */
  @Test
  void zerosComeFromL1() {
    assertThat(least(w -> 0.5 * (w - 0.3) * (w - 0.3) + 0.5 * Math.abs(w))).isCloseTo(0, NEAR);
    assertThat(least(w -> 0.5 * (w - 0.3) * (w - 0.3) + 0.25 * w * w)).isCloseTo(0.2, NEAR);
  }

  private static double least(DoubleUnaryOperator f) {
    double best = -1;
    for (int k = -1000; k <= 1000; k++) {
      best = f.applyAsDouble(k / 1000.0) < f.applyAsDouble(best) ? k / 1000.0 : best;
    }
    return best;
  }

  /** Twenty residuals of 1: the printed loss, and its gradient, are m² = 400 times too large. */
  @Test
  void aMeanDividesByTheirNumber() {
    int m = 20;
    double squares = m;
    assertThat(squares / (2 * m)).isCloseTo(0.5, NEAR);
    assertThat(0.5 * m * squares).isCloseTo(200, NEAR);
  }

  /** The weights of RMSProp's memory sum to 1 − ρⁿ, so √G comes to |g| whatever ρ is. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.99})
  void everyRhoGivesARootMeanSquare(double rho) {
    Weight w = new Weight("w", 1, 1, Weight.Role.TRAINED);
    Gradients gradients = new Gradients(List.of(w));
    Descent rms = new Descent(new Method.RmsProp(0.01, rho, 1e-8), gradients, Clip.NONE);
    for (int step = 0; step < 2000; step++) {
      rms.step(() -> {
        gradients.clear();
        gradients.gradient(0).set(0, 0, 3);
        gradients.finish(1);
        return 0;
      });
    }
    double mean = rms.tensors().getFirst().values().get(0, 0);
    assertThat(Math.sqrt(mean)).isCloseTo(3, within(1e-5));
  }

  /** Five sigmoid layers of one unit at x = 1: smaller weights let through less, not more. */
  @Test
  void smallerWeightsDoNotCureVanishing() {
    assertThat(through(1)).isCloseTo(4.861426e-4, within(1e-10));
    assertThat(through(0.5)).isLessThan(through(1) / 16);
  }

  /** The derivative of the fifth layer's output with respect to x. */
  private static double through(double w) {
    double y = 1;
    double product = 1;
    for (int layer = 0; layer < 5; layer++) {
      y = sigmoid(w * y);
      product *= w * y * (1 - y);
    }
    assertThat(product).isLessThanOrEqualTo(StrictMath.pow(0.25 * w, 5));
    return product;
  }
}
