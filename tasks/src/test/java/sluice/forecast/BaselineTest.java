package sluice.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static sluice.forecast.Baseline.DRIFT;
import static sluice.forecast.Baseline.LAST_VALUE;
import static sluice.forecast.Baseline.SEASONAL_MEAN;
import static sluice.forecast.Baseline.SEASONAL_NAIVE;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Naive forecasts against numbers worked out by hand. */
class BaselineTest {
  private static final double[] SERIES = {2, 9, 4, 6, 11, 5, 10, 13};

  @Test
  void lastValueStays() {
    assertThat(forecast(LAST_VALUE, 8, 3, 3)).containsExactly(13, 13, 13);
    assertThat(forecast(LAST_VALUE, 1, 2, 3)).containsExactly(2, 2);
  }

  @Test
  void driftIsTheLineFromTheFirstValueThroughTheLast() {
    // (13 − 2) / 7 a step
    assertThat(forecast(DRIFT, 8, 2, 3)).containsExactly(13 + 11 / 7.0, 13 + 2 * 11 / 7.0);
    // (9 − 2) / 1 a step
    assertThat(forecast(DRIFT, 2, 3, 3)).containsExactly(16, 23, 30);
  }

  @Test
  void seasonalNaiveRepeatsTheLastSeasonAsOftenAsNeeded() {
    assertThat(forecast(SEASONAL_NAIVE, 8, 7, 3)).containsExactly(5, 10, 13, 5, 10, 13, 5);
    assertThat(forecast(SEASONAL_NAIVE, 3, 2, 3)).containsExactly(2, 9);
    assertThat(forecast(SEASONAL_NAIVE, 8, 2, 1)).containsExactly(13, 13);
  }

  @Test
  void seasonalMeanTakesThoseSeasonsThatAreThere() {
    // places 6 and 7 of season 2: (10 + 11 + 4 + 2) / 4 by steps of 2 from 6: 6 4 2 0
    assertThat(forecast(SEASONAL_MEAN, 8, 3, 2))
        .containsExactly((10 + 11 + 4 + 2) / 4.0, (13 + 5 + 6 + 9) / 4.0, (10 + 11 + 4 + 2) / 4.0);
    // season 3: 5 has 4 and (at 5 − 3 = 2) nothing before it
    assertThat(forecast(SEASONAL_MEAN, 8, 3, 3))
        .containsExactly((5 + 4) / 2.0, (10 + 6 + 2) / 3.0, (13 + 11 + 9) / 3.0);
    assertThat(forecast(SEASONAL_MEAN, 3, 4, 3)).containsExactly(2, 9, 4, 2);
  }

  @Test
  void seasonalMeanTakesNoMoreThanFourSeasons() {
    double[] growing = IntStream.range(0, 12).mapToDouble(t -> 1 << t).toArray();
    assertThat(SEASONAL_MEAN.forecast(growing, 12, 0, 2)).isEqualTo((1024 + 256 + 64 + 16) / 4.0);
  }

  @ParameterizedTest
  @EnumSource
  void nothingAtOrBehindTheOriginIsSeen(Baseline baseline) {
    double[] cut = Arrays.copyOf(SERIES, SERIES.length);
    Arrays.fill(cut, 5, cut.length, Double.NaN);
    for (int step = 0; step < 8; step++) {
      assertThat(baseline.forecast(cut, 5, step, 3))
          .isEqualTo(baseline.forecast(SERIES, 5, step, 3))
          .isNotNaN();
    }
  }

  @ParameterizedTest
  @EnumSource
  void needsNoMoreThanItSays(Baseline baseline) {
    for (int season = 1; season <= 4; season++) {
      for (int step = 0; step < 9; step++) {
        assertThat(baseline.forecast(SERIES, baseline.needs(season), step, season)).isFinite();
      }
    }
  }

  @Test
  void withoutASeasonTheSeasonalOnesAreLeftOut() {
    assertThat(Baseline.of(1)).containsExactly(LAST_VALUE, DRIFT);
    assertThat(Baseline.of(2)).containsExactly(Baseline.values());
  }

  private static double[] forecast(Baseline baseline, int origin, int steps, int season) {
    return IntStream.range(0, steps)
        .mapToDouble(step -> baseline.forecast(SERIES, origin, step, season))
        .toArray();
  }
}
