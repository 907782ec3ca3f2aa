package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.math.Matrix;
import sluice.math.Steps;

class GruTest {
  private static final int INPUTS = 2;
  private static final int HIDDEN = 2;

  /**
   * PyTorch's equations by hand, in double, with weights −0.5, −0.4, … row by row in its own layout
   * (W_ih and W_hh [3H, ·], both with a bias) and laid over into ours.
   */
  @Test
  void isTheGruOfPyTorch() {
    double[][] wih = steps(3 * HIDDEN, INPUTS, -0.5, 0.1);
    double[][] whh = steps(3 * HIDDEN, HIDDEN, 0.6, -0.07);
    double[][] bih = steps(1, 3 * HIDDEN, 0.2, -0.05);
    double[][] bhh = steps(1, 3 * HIDDEN, -0.1, 0.06);
    double[][] x = steps(3, INPUTS, 1, -0.3);
    double[] h = {0.3, -0.7};

    Network network = Network.create(INPUTS, LayerSpec.gru(HIDDEN), 1);
    List<Weight> weights = network.weights();
    Matrix wx = weights.get(0).values();
    Matrix wh = weights.get(1).values();
    Matrix wn = weights.get(2).values();
    Matrix b = weights.get(3).values();
    Matrix bn = weights.get(4).values();
    for (int k = 0; k < 3 * HIDDEN; k++) {
      for (int i = 0; i < INPUTS; i++) {
        wx.set(i, k, (float) wih[k][i]);
      }
      for (int j = 0; j < HIDDEN; j++) {
        if (k < 2 * HIDDEN) {
          wh.set(j, k, (float) whh[k][j]);
        } else {
          wn.set(j, k - 2 * HIDDEN, (float) whh[k][j]);
        }
      }
      boolean candidate = k >= 2 * HIDDEN;
      b.set(0, k, (float) (bih[0][k] + (candidate ? 0 : bhh[0][k])));
      if (candidate) {
        bn.set(0, k - 2 * HIDDEN, (float) bhh[0][k]);
      }
    }
    weights.forEach(Weight::changed);
    Network.Pass pass = network.pass(PassSettings.predicting(Capacity.of(3, 1)));
    pass.start().set(Matrix.of(new float[] {(float) h[0], (float) h[1]}));
    float[][] rows = new float[3][INPUTS];
    for (int t = 0; t < 3; t++) {
      rows[t] = new float[] {(float) x[t][0], (float) x[t][1]};
    }
    Matrix y = pass.forward(new Input.Rows(Matrix.of(rows)), Steps.equal(3, 1));

    for (int t = 0; t < 3; t++) {
      h = pytorch(x[t], h, wih, whh, bih[0], bhh[0]);
      for (int j = 0; j < HIDDEN; j++) {
        assertThat((double) y.get(t, j)).isCloseTo(h[j], within(3e-7));
      }
    }
    // step 3 by Python 3's math module, of the same loop as below
    assertThat((double) y.get(2, 0)).isCloseTo(0.12664546, within(1e-6));
    assertThat((double) y.get(2, 1)).isCloseTo(-0.12630036, within(1e-6));
  }

  private static double[] pytorch(
      double[] x, double[] h, double[][] wih, double[][] whh, double[] bih, double[] bhh) {
    double[] next = new double[HIDDEN];
    for (int j = 0; j < HIDDEN; j++) {
      double[] in = new double[3];
      double[] past = new double[3];
      for (int gate = 0; gate < 3; gate++) {
        int k = gate * HIDDEN + j;
        in[gate] = bih[k] + dot(wih[k], x);
        past[gate] = bhh[k] + dot(whh[k], h);
      }
      double r = 1 / (1 + StrictMath.exp(-in[0] - past[0]));
      double z = 1 / (1 + StrictMath.exp(-in[1] - past[1]));
      double n = StrictMath.tanh(in[2] + r * past[2]);
      next[j] = (1 - z) * n + z * h[j];
    }
    return next;
  }

  private static double dot(double[] x, double[] y) {
    return x[0] * y[0] + x[1] * y[1];
  }

  private static double[][] steps(int rows, int columns, double first, double step) {
    double[][] values = new double[rows][columns];
    for (int j = 0; j < rows * columns; j++) {
      values[j / columns][j % columns] = first + step * j;
    }
    return values;
  }

  @Test
  void chronoSpreadsTheMemoriesOfTheUpdateGate() {
    int hidden = 4000;
    LayerSpec spec =
        new LayerSpec.GruSpec(hidden, LayerSpec.Reset.AFTER, GateFunction.SIGMOID, 100);
    Matrix b = Network.create(1, spec, 3).weights().get(3).values();
    double mean = 0;
    for (int j = 0; j < hidden; j++) {
      assertThat(b.get(0, j)).isZero(); // r
      assertThat(b.get(0, 2 * hidden + j)).isZero(); // n
      double steps = StrictMath.exp(b.get(0, hidden + j));
      assertThat(steps).isBetween(0.99999, 99.0001);
      mean += steps / hidden;
    }
    assertThat(mean).isCloseTo(50, within(1.5)); // of U(1, 99); its deviation is 28.3 ∕ √4000
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerSpec.gru(0))
        .withMessage("hidden must be at least 1, was 0");
    for (int chrono : new int[] {-1, 1, 2}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new LayerSpec.GruSpec(1, LayerSpec.Reset.AFTER, GateFunction.SIGMOID, chrono))
          .withMessage(
              "chrono must be 0 for none, or the longest memory in steps, at least 3, was "
                  + chrono);
    }
  }
}
