package sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
  private static final List<String> WEATHER = List.of("sun", "rain", "snow", "fog");

  /** Truth × answer: sun 3·sun 1·rain; rain 1·sun 2·rain; snow 1·rain; fog neither. */
  private static ClassScores sevenAndOne() {
    var scores = new ClassScores(WEATHER);
    int[][] answers = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 1}, {2, 1}, {0, 0}};
    for (int[] answer : answers) {
      scores.add(answer[0], answer[1]);
    }
    return scores;
  }

  @Test
  void figuresAgreeWithThoseComputedByHand() {
    ClassScores scores = sevenAndOne();
    assertThat(scores.score(Metric.ACCURACY).value()).hasValue(5.0 / 8);
    // F1: sun 6/(4+4), rain 4/(3+4), snow 0/(1+0); fog is left out
    Score f1 = scores.score(Metric.MACRO_F1);
    assertThat(f1.value().orElseThrow()).isCloseTo((0.75 + 4.0 / 7 + 0) / 3, within(1e-15));
    assertThat(f1.count()).isEqualTo(3);
    assertThat(f1.omitted()).isEqualTo(1);
    assertThat(scores.scores())
        .extracting(Score::metric)
        .isEqualTo(Metric.OF_CLASSES.stream().filter(m -> !m.equals(Metric.COVERAGE)).toList());
  }

  @Test
  void unsureAnswersAreCountedApart() {
    var scores = new ClassScores(List.of("a", "b"));
    scores.add(0, 0, new float[] {0.9f, 0.1f}, 0);
    scores.add(1, 0, new float[] {0.4f, 0.6f}, 0);
    scores.add(1, ClassScores.UNSURE, new float[] {0.5f, 0.5f}, 0);
    scores.add(1, ClassScores.UNSURE, new float[] {0.5f, 0.5f}, 0);
    assertThat(scores.score(Metric.COVERAGE).value()).hasValue(0.5);
    assertThat(scores.score(Metric.ACCURACY).value()).hasValue(0.5);
    assertThat(scores.score(Metric.ACCURACY).omitted()).isEqualTo(2);
    assertThat(scores.scores()).extracting(Score::metric).contains(Metric.COVERAGE);
    assertThat(scores.curves().getFirst().size()).isEqualTo(3); // probabilities count all the same
  }

  @Test
  void theMatrixCountsTruthAgainstAnswer() {
    ConfusionMatrix matrix = sevenAndOne().confusion();
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.count(1, 0)).isEqualTo(1);
    assertThat(matrix.count(2, 1)).isEqualTo(1);
    assertThat(matrix.total()).isEqualTo(8);
    assertThat(matrix.correct()).isEqualTo(5);
    ConfusionMatrix.ClassCount rain = matrix.classes().get(1);
    assertThat(rain).isEqualTo(new ConfusionMatrix.ClassCount("rain", 3, 4, 2));
    assertThat(rain.precision()).hasValue(2.0 / 4);
    assertThat(rain.recall()).hasValue(2.0 / 3);
    ConfusionMatrix.ClassCount snow = matrix.classes().get(2);
    assertThat(snow.precision()).isEmpty();
    assertThat(snow.recall()).hasValue(0);
    assertThat(matrix.classes().get(3).f1()).isEmpty();
  }

  @Test
  void laterAnswersLeaveAnEarlierMatrixAlone() {
    ClassScores scores = sevenAndOne();
    ConfusionMatrix before = scores.confusion();
    scores.add(3, 3);
    assertThat(before.total()).isEqualTo(8);
    assertThat(scores.confusion().total()).isEqualTo(9);
  }

  @Test
  void logLossIsTheMeanSurprise() {
    var scores = new ClassScores(List.of("no", "yes"));
    float[] batch = {0.75f, 0.25f, 0.5f, 0.5f};
    scores.add(0, batch, 0);
    scores.add(1, batch, 2);
    // −ln ¾ and −ln ½
    assertThat(scores.score(Metric.LOG_LOSS).value().orElseThrow())
        .isCloseTo((0.2876820724517809 + 0.6931471805599453) / 2, within(1e-15));
    // equal probabilities: the first class is the answer
    assertThat(scores.confusion().count(1, 0)).isEqualTo(1);
    assertThat(scores.clipped()).isZero();
  }

  @Test
  void aCertainAndWrongAnswerCostsTheLogarithmOfTheLeastProbability() {
    var scores = new ClassScores(List.of("no", "yes"));
    scores.add(1, new float[] {1, 0}, 0);
    assertThat(scores.score(Metric.LOG_LOSS).value().orElseThrow())
        .isCloseTo(34.538776394910684, within(1e-12));
    assertThat(scores.clipped()).isEqualTo(1);
  }

  @Test
  void logLossNeedsProbabilitiesOfEveryAnswer() {
    var scores = new ClassScores(List.of("no", "yes"));
    scores.add(0, new float[] {1, 0}, 0);
    assertThat(scores.score(Metric.LOG_LOSS).value()).hasValue(0);
    scores.add(1, 1);
    Score score = scores.score(Metric.LOG_LOSS);
    assertThat(score.value()).isEmpty();
    assertThat(score.reason()).isEqualTo("1 of 2 answers came without probabilities");
    assertThat(scores.score(Metric.ACCURACY).value()).hasValue(1);
  }

  @Test
  void nothingMeasuredHasNoFigure() {
    assertThat(new ClassScores(WEATHER).scores())
        .allSatisfy(score -> assertThat(score.reason()).isEqualTo("nothing was measured"));
  }

  @Test
  void badAnswersAreRefused() {
    var scores = new ClassScores(List.of("no", "yes"));
    assertThatThrownBy(() -> scores.add(2, 0))
        .hasMessage("truth of answer 1 must be a class from 0 to 1, was 2");
    assertThatThrownBy(() -> scores.add(0, -1)).hasMessageContaining("answer of answer 1");
    assertThatThrownBy(() -> scores.add(0, new float[] {Float.NaN, 1}, 0))
        .hasMessage("the probability of class \"no\" in answer 1 must be from 0 to 1, was NaN");
    assertThatThrownBy(() -> scores.add(0, new float[] {0.5f, 0.25f}, 0))
        .hasMessage(
            "the probabilities of answer 1 must add to 1, were 0.75; logits need a softmax first");
    assertThatThrownBy(() -> scores.score(Metric.MAE)).hasMessageContaining("no metric of classes");
    assertThat(scores.score(Metric.ACCURACY).value()).as("nothing was added").isEmpty();
    assertThatThrownBy(() -> new ConfusionMatrix(WEATHER, new long[2][4]))
        .hasMessage("a confusion matrix of 4 labels needs as many rows and columns");
  }
}
