package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.fixture.Samples;
import sluice.math.Matrix;

class WeightPathTest {
  private static Matrix plus(Matrix a, double by, Matrix b, double and, Matrix c) {
    Matrix sum = a.copy();
    for (int e = 0; e < sum.size(); e++) {
      sum.data()[e] += (float) (by * b.data()[e] + and * c.data()[e]);
    }
    return sum;
  }

  /** Ways planted in a plane are found where they lie, and what they are made of comes back. */
  @Test
  void findsThePlaneOfPlantedWays() {
    List<Matrix> centre = List.of(Samples.normal(6, 5, 1), Samples.normal(1, 4, 2));
    List<Matrix> u = List.of(Samples.normal(6, 5, 3), Samples.normal(1, 4, 4));
    List<Matrix> v = List.of(Samples.normal(6, 5, 5), Samples.normal(1, 4, 6));
    double[][] planted = {{-3, 0.4}, {-2, -0.5}, {-1, -0.3}, {-0.2, 0.1}};
    List<List<Matrix>> ways = new ArrayList<>();
    for (double[] at : planted) {
      List<Matrix> way = new ArrayList<>();
      for (int w = 0; w < 2; w++) {
        way.add(plus(centre.get(w), at[0], u.get(w), at[1], v.get(w)));
      }
      ways.add(way);
    }
    WeightPath path = WeightPath.of(centre, ways);
    assertThat(path.shares()[0] + path.shares()[1]).isCloseTo(1, within(1e-6));
    assertThat(path.shares()[0]).isGreaterThan(0.8);
    assertThat(path.places()[0][0]).isCloseTo(-1, within(1e-9));
    for (int i = 0; i < planted.length; i++) {
      double[] at = path.places()[i];
      for (int w = 0; w < 2; w++) {
        Matrix back = plus(centre.get(w), at[0], path.first().get(w), at[1], path.second().get(w));
        for (int e = 0; e < back.size(); e++) {
          assertThat(back.data()[e]).isCloseTo(ways.get(i).get(w).data()[e], within(1e-5f));
        }
      }
    }
    double across = 0;
    double one = 0;
    double other = 0;
    for (int w = 0; w < 2; w++) {
      for (int e = 0; e < path.first().get(w).size(); e++) {
        across += path.first().get(w).data()[e] * path.second().get(w).data()[e];
        one += Math.pow(path.first().get(w).data()[e], 2);
        other += Math.pow(path.second().get(w).data()[e], 2);
      }
    }
    assertThat(across / one).isCloseTo(0, within(1e-5));
    assertThat(other / one).isCloseTo(1, within(1e-5));
  }

  @Test
  void onALineThereIsNoSecond() {
    List<Matrix> centre = List.of(Matrix.of(1, 3));
    List<Matrix> near = List.of(Samples.normal(1, 3, 1));
    List<Matrix> far = List.of(plus(near.getFirst(), 1, near.getFirst(), 0, near.getFirst()));
    WeightPath path = WeightPath.of(centre, List.of(far, near));
    assertThat(path.places()[0]).containsExactly(new double[] {-1, 0}, within(1e-6));
    assertThat(path.places()[1]).containsExactly(new double[] {-0.5, 0}, within(1e-6));
    assertThat(path.second().getFirst().toArray()).containsOnly(0);
    assertThatThrownBy(() -> WeightPath.of(centre, List.of(centre, centre)))
        .hasMessageContaining("two other weights that differ");
  }
}
