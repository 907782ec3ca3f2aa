package sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves over thresholds, by hand and by counting pairs. */
class CurvesTest {
  private static final float[] P = {0.9f, 0.8f, 0.8f, 0.6f, 0.3f, 0.3f, 0.1f};
  private static final boolean[] Y = {true, true, false, true, false, true, false};

  @Test
  void pointsAreThoseOfEachThreshold() {
    RankingCurve curve = RankingCurve.of(P, Y);
    assertThat(curve.size()).isEqualTo(5); // 0.9, 0.8, 0.6, 0.3, 0.1
    assertThat(curve.threshold(1)).isEqualTo(0.8f);
    assertThat(curve.precision(1)).isEqualTo(2.0 / 3);
    assertThat(curve.recall(1)).isEqualTo(2.0 / 4);
    assertThat(curve.falseAlarms(3)).isEqualTo(2.0 / 3);
    assertThat(curve.recall(4)).isEqualTo(1);
    assertThat(curve.fBeta(1, 1)).isEqualTo(2 * 2.0 / (3 + 4));
    assertThat(curve.fBeta(1, 2)).isEqualTo(5 * 2.0 / (5 * 2 + 4 * 2 + 1));
    assertThat(curve.points(2)).containsExactly(1, 4);
    assertThat(curve.points(9)).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void theRocAreaIsTheShareOfPairsInOrder() {
    double pairs = 0;
    for (int i = 0; i < P.length; i++) {
      for (int j = 0; j < P.length; j++) {
        if (Y[i] && !Y[j]) {
          pairs += P[i] > P[j] ? 1 : P[i] == P[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(RankingCurve.of(P, Y).rocArea().orElseThrow())
        .isCloseTo(pairs / (4 * 3), within(1e-15));
  }

  @Test
  void thePrAreaIsAveragePrecision() {
    // Recall rises at thresholds 0.9, 0.8, 0.6 and 0.3, each by a quarter.
    double expected = (1.0 + 2.0 / 3 + 3.0 / 4 + 4.0 / 6) / 4;
    assertThat(RankingCurve.of(P, Y).prArea().orElseThrow()).isCloseTo(expected, within(1e-15));
  }

  @Test
  void withoutExamplesForOrAgainstThereIsNoArea() {
    RankingCurve none = RankingCurve.of(new float[] {0.2f, 0.4f}, new boolean[2]);
    assertThat(none.rocArea()).isEmpty();
    assertThat(none.prArea()).isEmpty();
    RankingCurve all = RankingCurve.of(new float[] {0.2f}, new boolean[] {true});
    assertThat(all.rocArea()).isEmpty();
    assertThat(all.prArea()).hasValue(1);
    assertThat(RankingCurve.of(new float[0], new boolean[0]).size()).isZero();
    assertThatThrownBy(() -> RankingCurve.of(P, new boolean[1])).hasMessageContaining("7 and 1");
  }

  @Test
  void calibrationComparesWhatIsSaidWithWhatComes() {
    var calibration = new Calibration();
    for (int i = 0; i < 10; i++) {
      calibration.add(0.72, i < 5); // said 72 %, came 50 %
      calibration.add(0.95, true);
    }
    calibration.add(1, true);
    assertThat(calibration.bins().get(7).share()).isEqualTo(0.5);
    assertThat(calibration.bins().get(7).mean()).isCloseTo(0.72, within(1e-12));
    assertThat(calibration.bins().get(9).count()).isEqualTo(11);
    assertThat(calibration.bins().get(0).share()).isNaN();
    assertThat(calibration.error()).isCloseTo((10 * 0.22 + 10 * 0.05) / 21, within(1e-12));
  }

  @Test
  void theSurestAnswersComeFirst() {
    CoverageCurve curve =
        CoverageCurve.of(
            new float[] {0.5f, 0.9f, 0.7f, 0.9f}, new boolean[] {false, true, true, true});
    assertThat(curve.size()).isEqualTo(3);
    assertThat(curve.coverage(0)).isEqualTo(0.5);
    assertThat(curve.accuracy(0)).isEqualTo(1);
    assertThat(curve.accuracy(2)).isEqualTo(0.75);
    assertThat(curve.threshold(2)).isEqualTo(0.5f);
    assertThat(curve.points(1)).containsExactly(2);
  }

  @Test
  void classesHaveAreasOnlyWithProbabilities() {
    var scores = new ClassScores(List.of("a", "b"));
    for (int i = 0; i < P.length; i++) {
      scores.add(Y[i] ? 1 : 0, new float[] {1 - P[i], P[i]}, 0);
    }
    assertThat(scores.score(Metric.ROC_AREA).value().orElseThrow())
        .isCloseTo(RankingCurve.of(P, Y).rocArea().orElseThrow(), within(1e-12));
    assertThat(scores.score(Metric.CALIBRATION_ERROR).value()).isPresent();
    assertThat(scores.curves()).hasSize(2);
    assertThat(scores.coverage().coverage(scores.coverage().size() - 1)).isEqualTo(1);
    scores.add(0, 1);
    assertThat(scores.score(Metric.ROC_AREA).reason())
        .isEqualTo("1 of 8 answers came without probabilities");
    assertThat(scores.curves()).isEmpty();
    var many =
        new ClassScores(java.util.stream.IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
    float[] p = new float[300];
    p[7] = 1;
    many.add(7, p, 0);
    assertThat(many.score(Metric.PR_AREA).reason()).contains("more than 200");
  }

  @Test
  void labelSetsAreMeasuredLabelByLabel() {
    var scores = new LabelSetScores(List.of("x", "y", "z"));
    double[] half = {0.5, 0.5, 0.5};
    scores.add(new boolean[] {true, false, false}, new float[] {0.9f, 0.2f, 0.1f}, 0, half);
    scores.add(new boolean[] {true, true, false}, new float[] {0.8f, 0.4f, 0.6f}, 0, half);
    scores.add(new boolean[] {false, true, false}, new float[] {0.3f, 0.7f, 0.2f}, 0, half);
    assertThat(scores.score(Metric.SUBSET_ACCURACY).value()).hasValue(2.0 / 3);
    assertThat(scores.score(Metric.HAMMING_LOSS).value()).hasValue(2.0 / 9);
    // TP 2 1 0, answered 2 1 1, support 2 2 0
    assertThat(scores.score(Metric.MICRO_F1).value()).hasValue(2.0 * 3 / (4 + 4));
    assertThat(scores.score(Metric.MACRO_F1).value().orElseThrow())
        .isCloseTo((1 + 2.0 / 3 + 0) / 3, within(1e-15));
    assertThat(scores.score(Metric.RECALL).omitted()).isEqualTo(1); // z never holds
    assertThat(scores.score(Metric.ROC_AREA).value()).hasValue(1);
    assertThat(scores.score(Metric.ROC_AREA).count()).isEqualTo(2);
    double loss = 0;
    for (double right :
        new double[] {0.9f, 1 - 0.2f, 1 - 0.1f, 0.8f, 0.4f, 1 - 0.6f, 1 - 0.3f, 0.7f, 1 - 0.2f}) {
      loss -= Math.log(right);
    }
    assertThat(scores.score(Metric.LOG_LOSS).value().orElseThrow())
        .isCloseTo(loss / 9, within(1e-6));
    assertThat(scores.scores()).extracting(Score::metric).isEqualTo(Metric.OF_LABEL_SETS);
    scores.add(new boolean[3], new boolean[3]);
    assertThat(scores.score(Metric.LOG_LOSS).value()).isEmpty();
    assertThat(new LabelSetScores(List.of("x")).score(Metric.MICRO_F1).reason())
        .isEqualTo("nothing was measured");
    assertThatThrownBy(() -> scores.score(Metric.ACCURACY)).hasMessageContaining("label sets");
  }
}
