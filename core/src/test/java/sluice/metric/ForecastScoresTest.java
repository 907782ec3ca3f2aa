package sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastScoresTest {
  private static final double[] TRAINING = {1, 4, 2, 8, 3};
  // |2 − 1|, |8 − 4|, |3 − 2|: 6 ÷ 3
  private static final MaseScale SCALE_OF_2 = MaseScale.of(TRAINING, 2);

  /** Truths 10 20 | 30 40, forecasts 12 18 | 33 40: errors 2 2 | 3 0. */
  private static ForecastScores fourValues() {
    var scores = new ForecastScores(2);
    scores.add(new double[] {10, 20}, new double[] {12, 18}, SCALE_OF_2);
    scores.add(new double[] {30, 40}, new double[] {33, 40}, SCALE_OF_2);
    return scores;
  }

  private static double value(Score score) {
    assertThat(score.reason()).isEmpty();
    return score.value().orElseThrow();
  }

  @Test
  void figuresAgreeWithThoseComputedByHand() {
    ForecastScores scores = fourValues();
    assertThat(value(scores.score(Metric.MAE))).isEqualTo(7.0 / 4);
    assertThat(value(scores.score(Metric.MSE))).isEqualTo(17.0 / 4);
    assertThat(value(scores.score(Metric.RMSE))).isEqualTo(Math.sqrt(4.25));
    assertThat(value(scores.score(Metric.MAPE))).isCloseTo((20 + 10 + 10) / 4.0, within(1e-12));
    assertThat(value(scores.score(Metric.SMAPE)))
        .isCloseTo((400.0 / 22 + 400.0 / 38 + 600.0 / 63) / 4, within(1e-12));
    assertThat(value(scores.score(Metric.MASE))).isEqualTo(7.0 / 4 / 2);
    // mean 25, Σ(y − ȳ)² = 225 + 25 + 25 + 225
    assertThat(value(scores.score(Metric.R2))).isCloseTo(1 - 17.0 / 500, within(1e-12));
    assertThat(scores.scores()).extracting(Score::metric).isEqualTo(Metric.OF_NUMBERS);
    assertThat(scores.score(Metric.MAE).count()).isEqualTo(4);
  }

  @Test
  void eachStepOfTheHorizonIsMeasuredAlone() {
    ForecastScores scores = fourValues();
    assertThat(scores.byStep(Metric.MAE).stream().mapToDouble(ForecastScoresTest::value))
        .containsExactly(2.5, 1.0);
    // step 1: truths 10 30, Σ(y − ȳ)² = 200, squared errors 4 + 9
    assertThat(value(scores.byStep(Metric.R2).getFirst())).isEqualTo(1 - 13.0 / 200);
  }

  @Test
  void theScaleOfMaseIsTheSeasonalNaiveErrorOfTheTrainingPart() {
    assertThat(SCALE_OF_2.value()).hasValue(2);
    assertThat(MaseScale.of(TRAINING, 1).value()).hasValue((3 + 2 + 6 + 5) / 4.0);
    assertThat(MaseScale.of(new double[] {1, Double.NaN, 2, 8, 5}, 2).value())
        .hasValue((1.0 + 3.0) / 2);
  }

  @Test
  void aSeriesWithoutAScaleHasNoMase() {
    assertThat(MaseScale.of(TRAINING, 5).reason())
        .isEqualTo("the training part of 5 values has no two that are a season of 5 apart");
    assertThat(MaseScale.of(new double[] {7, 7, 7}, 1).reason()).contains("repeats itself");
    assertThat(MaseScale.of(new double[] {1, Double.POSITIVE_INFINITY, 2}, 1).reason())
        .contains("infinite");
    assertThatThrownBy(() -> MaseScale.of(TRAINING, 0))
        .hasMessage("season must be at least 1 step, was 0");

    ForecastScores scores = fourValues();
    scores.add(new double[] {1, 1}, new double[] {1, 1}, MaseScale.NONE);
    assertUndefined(scores.score(Metric.MASE), "no scale of a training part was given");
    assertThat(scores.score(Metric.MAE).value()).hasValue(7.0 / 6);
  }

  @Test
  void percentageErrorIsUndefinedWhereATruthIsZero() {
    var scores = new ForecastScores(1);
    scores.add(0, 0, 1, MaseScale.NONE);
    scores.add(0, 4, 3, MaseScale.NONE);
    assertUndefined(scores.score(Metric.MAPE), "the truth is 0 in 1 of 2 values");
    // 200·1 ÷ (0 + 1) and 200·1 ÷ (4 + 3)
    assertThat(value(scores.score(Metric.SMAPE))).isCloseTo((200 + 200.0 / 7) / 2, within(1e-12));
  }

  @Test
  void symmetricErrorOfTwoZerosIsZero() {
    var scores = new ForecastScores(1);
    scores.add(0, 0, 0, MaseScale.NONE);
    scores.add(0, 0, -0.0, MaseScale.NONE);
    assertThat(value(scores.score(Metric.SMAPE))).isZero();
  }

  @Test
  void varianceExplainedIsUndefinedForAConstantTruth() {
    var scores = new ForecastScores(2);
    scores.add(new double[] {5, 5}, new double[] {4, 6}, MaseScale.NONE);
    assertUndefined(scores.score(Metric.R2), "all truths are equal");
  }

  @Test
  void missingTruthsAreLeftOutAndCounted() {
    ForecastScores scores = fourValues();
    scores.add(new double[] {Double.NaN, 50}, new double[] {1000, 51}, SCALE_OF_2);
    Score mae = scores.score(Metric.MAE);
    assertThat(value(mae)).isEqualTo(8.0 / 5);
    assertThat(mae.count()).isEqualTo(5);
    assertThat(mae.omitted()).isEqualTo(1);
    assertThat(scores.byStep(Metric.MAE).getFirst().omitted()).isEqualTo(1);
    // truths 10 20 30 40 50: Σ(y − ȳ)² = 1000, squared errors 17 + 1
    assertThat(value(scores.score(Metric.R2))).isCloseTo(1 - 18.0 / 1000, within(1e-12));
  }

  @Test
  void nothingMeasuredHasNoFigure() {
    var scores = new ForecastScores(1);
    assertUndefined(scores.score(Metric.MAE), "nothing was measured");
    scores.add(0, Double.NaN, 1, MaseScale.NONE);
    assertUndefined(scores.score(Metric.MAE), "none of 1 truths is known");
  }

  @Test
  void anAnswerThatIsNotFiniteLeavesNoFigure() {
    ForecastScores scores = fourValues();
    scores.add(new double[] {1, 1}, new double[] {1, Double.NaN}, SCALE_OF_2);
    scores.add(new double[] {1, 1}, new double[] {1, Double.NEGATIVE_INFINITY}, SCALE_OF_2);
    for (Score score : scores.scores()) {
      assertUndefined(score, "2 of 8 answers are not finite");
    }
    assertThat(scores.byStep(Metric.MAE).getFirst().value()).hasValue(5.0 / 4);
    assertUndefined(scores.byStep(Metric.MAE).getLast(), "2 of 4 answers are not finite");
  }

  @Test
  void sumsThatOverflowLeaveNoFigure() {
    var scores = new ForecastScores(1);
    scores.add(0, 1e200, -1e200, MaseScale.NONE);
    assertUndefined(scores.score(Metric.RMSE), "its sums are too large for a double");
    assertThat(value(scores.score(Metric.MAE))).isEqualTo(2e200);
  }

  @Test
  void joinedStepsHaveTheVarianceOfAllTruths() {
    var byStep = new ForecastScores(3);
    var flat = new ForecastScores(1);
    for (int i = 0; i < 50; i++) {
      for (int step = 0; step < 3; step++) {
        double truth = 1e6 + (i * 37 % 11) + 100 * step; // far from 0: a naive Σy² would cancel
        byStep.add(step, truth, truth + 1, MaseScale.NONE);
        flat.add(0, truth, truth + 1, MaseScale.NONE);
      }
    }
    assertThat(value(byStep.score(Metric.R2)))
        .isCloseTo(value(flat.score(Metric.R2)), within(1e-12));
  }

  @Test
  void badShapesAndMetricsAreRefused() {
    ForecastScores scores = fourValues();
    assertThatThrownBy(() -> scores.add(new double[3], new double[2], SCALE_OF_2))
        .hasMessage("lengths do not fit: truth 3, forecast 2, horizon 2");
    assertThatThrownBy(() -> scores.add(1, Double.POSITIVE_INFINITY, 1, SCALE_OF_2))
        .hasMessage("the truth at step 2 of the horizon is infinite");
    assertThatThrownBy(() -> scores.score(Metric.ACCURACY))
        .hasMessageContaining("accuracy is no metric of numbers");
    assertThatThrownBy(() -> new ForecastScores(0)).hasMessageContaining("at least 1 step, was 0");
  }

  private static void assertUndefined(Score score, String reason) {
    assertThat(score.value()).as(score.metric().label()).isEmpty();
    assertThat(score.reason()).isEqualTo(reason);
  }

  @Test
  void betterFollowsTheDirection() {
    Score low = Score.of(Metric.MAE, 1, 1, 0);
    Score high = Score.of(Metric.MAE, 2, 1, 0);
    Score none = Score.undefined(Metric.MAE, "nothing was measured", 0, 0);
    assertThat(low.betterThan(high)).isTrue();
    assertThat(high.betterThan(low)).isFalse();
    assertThat(low.betterThan(low)).isFalse();
    assertThat(List.of(low.betterThan(none), none.betterThan(low))).containsOnly(false);
    assertThat(Score.of(Metric.R2, 0.9, 1, 0).betterThan(Score.of(Metric.R2, 0.5, 1, 0))).isTrue();
    assertThatThrownBy(() -> low.betterThan(Score.of(Metric.MSE, 1, 1, 0)))
        .hasMessage("cannot compare MAE with MSE");
  }

  @Test
  void aScoreHasEitherAValueOrAReason() {
    assertThatThrownBy(() -> Score.undefined(Metric.MAE, "", 0, 0)).hasMessageContaining("MAE");
    assertThat(Score.of(Metric.MAE, Double.NaN, 1, 0).value()).isEmpty();
  }

  @Test
  void metricsAreFoundByTheirKey() {
    assertThat(Metric.named("sMAPE")).contains(Metric.SMAPE);
    assertThat(Metric.named("macro_f1")).contains(Metric.MACRO_F1);
    assertThat(Metric.named("mea")).isEmpty();
  }
}
