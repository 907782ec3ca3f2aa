package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sluice.math.Rng;

class PrincipalComponentsTest {
  /** A cloud with standard deviations 5, 2 and 0.1 along planted directions, in so many columns. */
  private static double[][] cloud(int rows, double[][] directions) {
    double[] spread = {5, 2, 0.1};
    double[][] cloud = new double[rows][directions[0].length];
    for (int i = 0; i < rows; i++) {
      long key = Rng.key(7, Rng.DATA, 0, 0, i, 0);
      for (int k = 0; k < directions.length; k++) {
        double at = spread[k] * Rng.normal(key, k);
        for (int j = 0; j < cloud[i].length; j++) {
          cloud[i][j] += 3 + at * directions[k][j];
        }
      }
    }
    return cloud;
  }

  @Test
  void theDirectionsOfAPlantedCloudAreFound() {
    double[][] planted = new double[3][40];
    for (int j = 0; j < 40; j++) { // orthogonal: each on its own columns
      planted[j % 3][j] = (j % 2 == 0 ? 1 : -1) / Math.sqrt(j % 3 == 0 ? 14 : 13);
    }
    double[][] cloud = cloud(4000, planted);
    PrincipalComponents found = PrincipalComponents.of(cloud, 3);
    assertThat(found.variance(0)).isCloseTo(25, within(1.5));
    assertThat(found.variance(1)).isCloseTo(4, within(0.3));
    assertThat(found.variance(2)).isCloseTo(0.01, within(0.001));
    assertThat(found.share(0) + found.share(1) + found.share(2)).isCloseTo(1, within(1e-9));
    for (int k = 0; k < 3; k++) {
      assertThat(Math.abs(dot(found.axis(k), planted[k]))).isCloseTo(1, within(1e-3));
      assertThat(dot(found.axis(k), found.axis(k))).isCloseTo(1, within(1e-12));
    }
    assertThat(dot(found.axis(0), found.axis(1))).isCloseTo(0, within(1e-12));
    double squares = 0;
    for (double[] row : cloud) {
      squares += found.project(row)[1] * found.project(row)[1] / cloud.length;
    }
    assertThat(squares).isCloseTo(found.variance(1), within(1e-9));
  }

  @Test
  void twoColumnsAreExact() {
    // variance 4 along (1, 1)/√2, 1 along (1, −1)/√2
    double r = Math.sqrt(2);
    double[][] rows = {{r * 2, r * 2}, {-r * 2, -r * 2}, {r, -r}, {-r, r}};
    PrincipalComponents found = PrincipalComponents.of(rows, 2);
    assertThat(found.variance(0)).isCloseTo(8, within(1e-12));
    assertThat(found.variance(1)).isCloseTo(2, within(1e-12));
    assertThat(found.share(0)).isCloseTo(0.8, within(1e-12));
    assertThat(found.axis(0)).containsExactly(new double[] {1 / r, 1 / r}, within(1e-12));
  }

  @Test
  void theLargestElementIsPositiveWhateverTheSignOfTheRows() {
    double[][] cloud = cloud(200, new double[][] {{-0.8, 0.6, 0}, {0.6, 0.8, 0}});
    double[][] turned = new double[200][3];
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 3; j++) {
        turned[i][j] = -cloud[i][j];
      }
    }
    PrincipalComponents one = PrincipalComponents.of(cloud, 2);
    PrincipalComponents other = PrincipalComponents.of(turned, 2);
    for (int k = 0; k < 2; k++) {
      assertThat(one.axis(k)).containsExactly(other.axis(k)); // the same bits
      double[] sorted = one.axis(k);
      java.util.Arrays.sort(sorted);
      assertThat(sorted[2]).isGreaterThan(-sorted[0]);
    }
  }

  @Test
  void whatDoesNotVaryHasNoDirection() {
    PrincipalComponents still =
        PrincipalComponents.of(new double[][] {{1, 2, 3}, {1, 2, 3}, {1, 2, 3}}, 2);
    assertThat(still.share(0)).isZero();
    assertThat(still.project(new double[] {1, 2, 3})).containsExactly(0, 0);
    PrincipalComponents narrow = PrincipalComponents.of(new double[][] {{1}, {3}}, 2);
    assertThat(narrow.share(0)).isEqualTo(1);
    assertThat(narrow.axis(1)).containsExactly(0);
    double[][] line = new double[30][20];
    for (int i = 0; i < 30; i++) {
      line[i][3] = i;
    }
    PrincipalComponents flat = PrincipalComponents.of(line, 2);
    assertThat(flat.share(0)).isCloseTo(1, within(1e-12));
    assertThat(flat.variance(1)).isCloseTo(0, within(1e-9));
    assertThatThrownBy(() -> PrincipalComponents.of(new double[0][], 2))
        .hasMessageContaining("need a row");
    assertThatThrownBy(() -> PrincipalComponents.of(new double[][] {{1, 2}, {1}}, 2))
        .hasMessageContaining("row 1 has 1 columns");
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
