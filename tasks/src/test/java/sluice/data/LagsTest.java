package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets so many steps back as inputs known ahead. */
class LagsTest {
  private static final int STEPS = 30;
  private static final Parts PARTS = new Parts(20, 25, STEPS);
  private static final int[] LAGS = {3, 5};

  private static List<Series> series() {
    StringBuilder text = new StringBuilder("date,y\n");
    var start = java.time.LocalDate.of(2024, 1, 1);
    for (int i = 0; i < STEPS; i++) {
      text.append(start.plusDays(i)).append(',').append(i * i % 17).append('\n');
    }
    return Series.read(TableTest.csv(text.toString()), SeriesFixture.SETTINGS);
  }

  private static Preparation fitted(Scaler.Kind kind) {
    FeatureSettings features = FeatureSettings.DEFAULT.targets(kind).lags(List.of(3, 5));
    return Preparation.fit(series(), List.of(PARTS), features);
  }

  @Test
  void eachIsTheScaledTargetSoManyStepsBack() {
    Preparation preparation = fitted(Scaler.Kind.STANDARD);
    assertThat(preparation.inputs().stream().map(Feature::name))
        .containsExactly("y", "y.lag3", "y.lag5");
    assertThat(preparation.knownAhead()).isEqualTo(2);
    Windows windows =
        Windows.of(
            preparation.apply(series()), List.of(PARTS), Part.TEST, WindowShape.forecast(4, 3));
    int width = windows.sequenceWidth();
    float[] rows = new float[7 * width];
    double[] y = series().getFirst().values("y");
    Scaler scaler = preparation.scaler(series().getFirst(), "y");
    for (int window = 0; window < windows.count(); window++) {
      windows.copySequence(window, rows, 0, width);
      for (int t = 0; t < 7; t++) {
        int step = windows.origin(window) - 4 + t;
        for (int lag = 0; lag < LAGS.length; lag++) {
          float expected = (float) scaler.scale(y[step - LAGS[lag]]);
          assertThat(rows[t * width + 1 + lag])
              .as("window %d, step %d", window, t)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void theyReachIntoTheFuture() {
    Preparation preparation = fitted(Scaler.Kind.NONE);
    Prepared ahead = preparation.apply(series().getFirst(), 3);
    Windows future = Windows.future(List.of(ahead), WindowShape.forecast(4, 3));
    int width = future.sequenceWidth();
    float[] rows = new float[7 * width];
    future.copySequence(0, rows, 0, width);
    double[] y = series().getFirst().values("y");
    for (int k = 0; k < 3; k++) {
      assertThat(rows[(4 + k) * width + 1]).isEqualTo((float) y[STEPS + k - 3]);
      assertThat(rows[(4 + k) * width + 2]).isEqualTo((float) y[STEPS + k - 5]);
    }
  }

  @Test
  void beforeTheSeriesBeginsTheyAreZero() {
    Preparation preparation = fitted(Scaler.Kind.NONE);
    Windows windows =
        Windows.of(
            preparation.apply(series()), List.of(PARTS), Part.TRAINING, WindowShape.forecast(4, 3));
    float[] rows = new float[4 * windows.width()];
    windows.copyHistory(0, rows, 0, windows.width());
    for (int t = 0; t < 3; t++) {
      assertThat(rows[t * windows.width() + 1]).isZero();
    }
    assertThat(rows[3 * windows.width() + 1]).isEqualTo((float) series().getFirst().values("y")[0]);
  }

  @Test
  void oneBelowTheHorizonIsRefused() {
    Preparation preparation = fitted(Scaler.Kind.STANDARD);
    assertThatThrownBy(() ->
            Windows.of(
                preparation.apply(series()), List.of(PARTS), Part.TEST, WindowShape.forecast(4, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a lag of 3 steps is not known over a horizon of 4; lags must be at least as long");
  }

  @Test
  void theyMustDifferAndLookBack() {
    assertThatThrownBy(() -> FeatureSettings.DEFAULT.lags(List.of(2, 2)))
        .hasMessageContaining("different and at least 1");
    assertThatThrownBy(() -> FeatureSettings.DEFAULT.lags(List.of(0)))
        .hasMessageContaining("different and at least 1");
  }
}
