package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.math.Matrix;

/** Label by label, against the plain loss and against differences. */
class BalancedCrossEntropyTest {
  private static final double[] Z = {0.3, -1.2, 2.5};
  private static final int[][] TRUTHS = {{1, 0, 1}, {0, 1, 0}, {1, 1, 1}};

  private static double loss(Loss loss, double[] z, int[] y, Matrix gradient) {
    Matrix output = Matrix.of(1, z.length);
    Matrix labels = Matrix.of(1, z.length);
    for (int j = 0; j < z.length; j++) {
      output.set(0, j, (float) z[j]);
      labels.set(0, j, y[j]);
    }
    loss.check(new Target.LabelSets(labels), 1, z.length);
    return loss.row(output, 0, new Target.LabelSets(labels), 0, gradient);
  }

  @Test
  void theGradientIsThatOfTheValue() {
    Loss loss = new BalancedCrossEntropy(List.of(2.0, 0.5, 7.0), List.of(0.6, 3.0, 1.0));
    for (int[] y : TRUTHS) {
      Matrix gradient = Matrix.of(1, 3);
      loss(loss, Z, y, gradient);
      for (int j = 0; j < 3; j++) {
        double[] up = Z.clone();
        double[] down = Z.clone();
        up[j] += 1.0 / 64;
        down[j] -= 1.0 / 64;
        Matrix unused = Matrix.of(1, 3);
        double slope = (loss(loss, up, y, unused) - loss(loss, down, y, unused)) * 32;
        assertThat((double) gradient.get(0, j)).isCloseTo(slope, within(1e-4 + 1e-3 * 7));
      }
    }
  }

  @Test
  void eachLabelWeighsItsOwn() {
    Loss plain = new SigmoidCrossEntropy();
    Loss even = new BalancedCrossEntropy(List.of(1.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0));
    Loss one = new BalancedCrossEntropy(List.of(1.0, 4.0, 1.0), List.of(1.0, 1.0, 1.0));
    Matrix a = Matrix.of(1, 3);
    Matrix b = Matrix.of(1, 3);
    for (int[] y : TRUTHS) {
      assertThat(loss(even, Z, y, a)).isCloseTo(loss(plain, Z, y, b), within(1e-12));
      double more = y[1] * 3 * loss(plain, new double[] {Z[1]}, new int[] {1}, Matrix.of(1, 1));
      assertThat(loss(one, Z, y, a)).isCloseTo(loss(plain, Z, y, b) + more, within(1e-6));
      assertThat((double) a.get(0, 0)).isCloseTo(b.get(0, 0), within(1e-6));
      assertThat((double) a.get(0, 1)).isCloseTo((y[1] == 1 ? 4 : 1) * b.get(0, 1), within(1e-5));
    }
  }

  @Test
  void weightsMakeYesAndNoCountAlike() {
    BalancedCrossEntropy loss = BalancedCrossEntropy.of(new long[] {5, 50, 0, 100}, 100);
    assertThat(loss.yes()).containsExactly(10.0, 1.0, 1.0, 1.0);
    assertThat(loss.no()).containsExactly(100 / 190.0, 1.0, 1.0, 1.0);
    assertThatThrownBy(() -> new BalancedCrossEntropy(List.of(1.0), List.of()))
        .hasMessageContaining("two weights");
    assertThatThrownBy(() -> new BalancedCrossEntropy(List.of(0.0), List.of(1.0)))
        .hasMessageContaining("above 0");
  }
}
