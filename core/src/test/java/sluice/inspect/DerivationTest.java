package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.inspect.Derivation.Size;
import sluice.inspect.Derivation.Step;
import sluice.inspect.Derivation.Tensor;

class DerivationTest {
  private static final Size SMALL = new Size(2, 3, 3, 4);

  @ParameterizedTest
  @EnumSource
  void fourWaysAgree(Derivation.Cell cell) {
    for (long seed = 1; seed <= 5; seed++) {
      Derivation derivation = Derivation.of(cell, new Size(3, 4, 5, 7), seed);
      for (Tensor tensor : derivation.tensors()) {
        assertThat(tensor.sumError()).as("%s %s sum", seed, tensor.name()).isLessThan(1e-12);
        assertThat(tensor.differenceError()).as("%s %s", seed, tensor.name()).isLessThan(1e-7);
        assertThat(tensor.engineError()).as("%s %s", seed, tensor.name()).isLessThan(1e-5);
        assertThat(tensor.largest()).isPositive();
      }
      assertThat(derivation.agrees()).isTrue();
    }
  }

  @Test
  void theGradientOfTheCellHasItsTwoSources() {
    Derivation derivation = Derivation.of(Derivation.Cell.LSTM, SMALL, 1);
    TinyNet net = TinyNet.of(Derivation.Cell.LSTM, SMALL, 1);
    double[][] dc = Reference.of(net.trial()).cellGradient(0);
    for (int t = 0; t < dc.length; t++) {
      Step step = derivation.steps().get(t);
      for (int j = 0; j < dc[t].length; j++) {
        double sum = step.dcFromOutput()[j] + step.dcFromNext()[j];
        assertThat(sum).isCloseTo(dc[t][j], within(1e-15));
      }
    }
    assertThat(derivation.steps().getLast().dcFromNext()).containsOnly(0);
  }

  @Test
  void gatesHaveTheGradientsOfTheTable() {
    Derivation derivation = Derivation.of(Derivation.Cell.LSTM, SMALL, 2);
    Step step = derivation.steps().get(1);
    double[] before = derivation.steps().get(0).values().get("c");
    for (int j = 0; j < 3; j++) {
      double i = step.values().get("i")[j];
      double f = step.values().get("f")[j];
      double g = step.values().get("g")[j];
      double o = step.values().get("o")[j];
      double tanhC = StrictMath.tanh(step.values().get("c")[j]);
      double dc = step.dcFromOutput()[j] + step.dcFromNext()[j];
      assertThat(gradients(step, j))
          .containsExactly(
              new double[] {
                dc * g * i * (1 - i),
                dc * before[j] * f * (1 - f),
                dc * i * (1 - g * g),
                step.dh()[j] * tanhC * o * (1 - o)
              },
              within(1e-15));
    }
  }

  private static double[] gradients(Step step, int j) {
    return step.sums().stream().mapToDouble(sum -> sum.gradient()[j]).toArray();
  }

  @Test
  void lossAndProbabilitiesAreThoseOfTheEngine() {
    Derivation derivation = Derivation.of(Derivation.Cell.GRU, SMALL, 3);
    double loss = 0;
    for (Step step : derivation.steps()) {
      loss -= StrictMath.log(step.probabilities()[step.label()]);
      assertThat(Arrays.stream(step.probabilities()).sum()).isCloseTo(1, within(1e-14));
      assertThat(Arrays.stream(step.dz()).sum()).isCloseTo(0, within(1e-14));
    }
    assertThat(loss).isCloseTo(derivation.loss(), within(1e-6));
  }

  @Test
  void aWrongGradientIsSeen() {
    Derivation right = Derivation.of(Derivation.Cell.RNN, SMALL, 1);
    Tensor tensor = right.tensors().getFirst();
    double[][] wrong =
        Arrays.stream(tensor.backward()).map(double[]::clone).toArray(double[][]::new);
    wrong[0][0] = -wrong[0][0];
    Tensor bent =
        new Tensor(
            tensor.name(),
            tensor.terms(),
            tensor.sum(),
            wrong,
            tensor.engine(),
            tensor.differences());
    Derivation seen =
        new Derivation(right.cell(), right.loss(), right.steps(), List.of(bent), right.memory());
    assertThat(seen.agrees()).isFalse();
    assertThat(bent.sumError()).isGreaterThan(1e-3);
  }

  /** facts: the bound holds in every cell, and the chain through h alone is far off. */
  @Test
  void theStepOfTheCellStaysBelowItsBound() {
    int wrong = 0;
    for (long seed = 1; seed <= 50; seed++) {
      CellMemory memory =
          Derivation.of(Derivation.Cell.LSTM, new Size(2, 5, 3, 6), seed).memory().orElseThrow();
      for (int t = 0; t < memory.norms().length; t++) {
        assertThat(memory.norms()[t]).isLessThan(memory.bounds()[t]).isPositive();
      }
      assertThat(memory.reach()).isPositive();
      wrong += memory.throughHiddenOnly() > 0.1 ? 1 : 0;
    }
    assertThat(wrong).isGreaterThan(25);
  }

  @Test
  void aStepOfTheCellIsTheDifferenceItMakes() {
    CellEquations equations = TinyNet.of(Derivation.Cell.LSTM, SMALL, 4).equations();
    double[] x = {0.3, -0.8};
    double[] state = {0.1, -0.2, 0.3, 0.5, -0.4, 0.2};
    double[][] jacobian =
        equations.jacobian(equations.rule().step(equations.sums(x, state), state));
    for (int column = 0; column < state.length; column++) {
      double[] above = state.clone();
      double[] below = state.clone();
      above[column] += 1e-6;
      below[column] -= 1e-6;
      double[] up = equations.rule().step(equations.sums(x, above), above).state();
      double[] down = equations.rule().step(equations.sums(x, below), below).state();
      for (int row = 0; row < state.length; row++) {
        assertThat(jacobian[row][column]).isCloseTo((up[row] - down[row]) / 2e-6, within(1e-9));
      }
    }
  }

  @Test
  void spectralNormsAreKnown() {
    assertThat(SpectralNorm.of(new double[][] {{3, 0}, {0, -5}})).isCloseTo(5, within(1e-8));
    assertThat(SpectralNorm.of(new double[][] {{1, 1}, {1, 1}})).isCloseTo(2, within(1e-8));
    assertThat(SpectralNorm.of(new double[2][2])).isZero();
  }

  @Test
  void sizesHaveLimits() {
    assertThatThrownBy(() -> new Size(2, 17, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hidden must be from 1 to 16, was 17");
  }
}
