package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilledTest {
  private static final double NO = Double.NaN;
  private static final double[] RAW = {NO, 2, NO, NO, 8, NO};

  private static double[] seenFrom(Filled filled, int limit) {
    var seen = new double[Math.min(limit, RAW.length)];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = filled.at(i, limit);
    }
    return seen;
  }

  @Test
  void interpolatesAndCarriesAtTheEdges() {
    Filled filled = new Filled(RAW, MissingPolicy.INTERPOLATE);
    assertThat(seenFrom(filled, 6)).containsExactly(2, 2, 4, 6, 8, 8);
    assertThat(filled.known(2)).isFalse();
    assertThat(filled.complete()).isFalse();
  }

  @Test
  void neverLooksAtOrBehindTheLimit() {
    Filled filled = new Filled(RAW, MissingPolicy.INTERPOLATE);
    assertThat(seenFrom(filled, 4)).containsExactly(2, 2, 2, 2);
    assertThat(seenFrom(filled, 1)).containsExactly(NO);
    double[] other = RAW.clone();
    other[4] = 100;
    assertThat(seenFrom(new Filled(other, MissingPolicy.INTERPOLATE), 4))
        .containsExactly(seenFrom(filled, 4));
  }

  @Test
  void carries() {
    assertThat(seenFrom(new Filled(RAW, MissingPolicy.CARRY), 6)).containsExactly(2, 2, 2, 2, 8, 8);
    assertThat(new Filled(new double[] {1, 2}, MissingPolicy.CARRY).complete()).isTrue();
  }
}
