package sluice.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import sluice.classify.Decision.Answer;
import sluice.classify.Decision.Goal;
import sluice.metric.RankingCurve;

/** Answers made of probabilities by thresholds and rules. */
class DecisionTest {
  private static final List<String> CLASSES = List.of("rain", "snow", "sun");
  private static final ConfirmRule COLD =
      new ConfirmRule("snow", "temp", Optional.empty(), Optional.of(4.0), Optional.empty());

  private static Answer answer(Decision decision, float... probabilities) {
    return decision.answer(probabilities, Map.of("temp", "7", "sky", "grey")::get);
  }

  private static Decision decision(boolean next, ConfirmRule... rules) {
    return new Decision(CLASSES, List.of(-1.0, -1.0, -1.0), Optional.of(0.3), List.of(rules), next);
  }

  @Test
  void theLikeliestIsAnsweredAndTheFirstOfEqualOnes() {
    Decision plain = Decision.likeliest(CLASSES);
    assertThat(plain.plain()).isTrue();
    assertThat(answer(plain, 0.2f, 0.5f, 0.3f)).isEqualTo(new Answer(1, ""));
    assertThat(answer(plain, 0.4f, 0.2f, 0.4f)).isEqualTo(new Answer(0, ""));
  }

  @Test
  void aThresholdCallsARareClassEarlierOrLater() {
    Decision early = Decision.likeliest(CLASSES).thresholds(-1, 0.1, -1);
    assertThat(answer(early, 0.6f, 0.15f, 0.25f).label()).isEqualTo(1);
    assertThat(answer(early, 0.6f, 0.05f, 0.35f).label()).isEqualTo(0);
    Decision late = Decision.likeliest(CLASSES).thresholds(-1, 0.8, -1);
    assertThat(answer(late, 0.1f, 0.7f, 0.2f).label()).isEqualTo(2);
    Decision both = Decision.likeliest(CLASSES).thresholds(-1, 0.1, 0.3);
    assertThat(answer(both, 0.4f, 0.2f, 0.4f).label()).isEqualTo(1); // 2 times against 1.3 times
    assertThat(both.sentences()).hasSize(2).first().asString().contains("snow", "0.1");
  }

  @Test
  void whatIsNotConfirmedIsUnsureOrTheNextAndTheRuleIsNamed() {
    assertThat(answer(decision(false, COLD), 0.2f, 0.5f, 0.3f))
        .isEqualTo(new Answer(-1, "snow: not temp below 4"));
    assertThat(answer(decision(true, COLD), 0.2f, 0.5f, 0.3f))
        .isEqualTo(new Answer(2, "snow: not temp below 4"));
    assertThat(answer(decision(true, COLD), 0.25f, 0.5f, 0.25f).label()).isEqualTo(-1);
    assertThat(answer(decision(false), 0.29f, 0.28f, 0.28f).because())
        .isEqualTo("rain: probability below 0.3");
    assertThat(answer(decision(false, COLD), 0.8f, 0.1f, 0.1f)).isEqualTo(new Answer(0, ""));
  }

  @Test
  void rulesCompareNumbersAndMatchTexts() {
    var between =
        new ConfirmRule("a", "temp", Optional.of(6.5), Optional.of(7.5), Optional.empty());
    assertThat(between.holds(Map.of("temp", "7")::get)).isTrue();
    assertThat(between.holds(Map.of("temp", "7.5")::get)).isFalse();
    assertThat(between.holds(Map.of("temp", "")::get)).isFalse();
    assertThat(between.holds(Map.of("temp", "warm")::get)).isFalse();
    assertThat(between.name()).isEqualTo("temp above 6.5 below 7.5");
    var text =
        new ConfirmRule(
            "a", "sky", Optional.empty(), Optional.empty(), Optional.of(Pattern.compile("gr.y")));
    assertThat(text.holds(Map.of("sky", "grey")::get)).isTrue();
    assertThat(text.holds(Map.of("sky", "greys")::get)).isFalse();
    assertThat(text.name()).isEqualTo("sky matches gr.y");
  }

  @Test
  void thresholdsReachTheirGoal() {
    // Falling: yes yes no yes no yes no no
    float[] p = {0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f, 0.2f};
    boolean[] y = {true, true, false, true, false, true, false, false};
    RankingCurve curve = RankingCurve.of(p, y);
    assertThat(Decision.threshold(curve, new Goal.Precision(0.75))).isEqualTo(0.6f);
    assertThat(Decision.threshold(curve, new Goal.Precision(0.99))).isEqualTo(0.8f);
    assertThat(Decision.threshold(curve, new Goal.Recall(0.7))).isEqualTo(0.6f);
    assertThat(Decision.threshold(curve, new Goal.Recall(1))).isEqualTo(0.4f);
    assertThat(Decision.threshold(curve, new Goal.FBeta(1))).isEqualTo(0.4f); // 8/10
    assertThat(Decision.threshold(curve, new Goal.FBeta(0.1))).isEqualTo(0.8f);
    RankingCurve bad = RankingCurve.of(new float[] {0.9f, 0.5f}, new boolean[] {false, true});
    assertThat(Decision.threshold(bad, new Goal.Precision(0.9))).isEqualTo(0.5f); // the nearest
    RankingCurve none = RankingCurve.of(new float[] {0.9f}, new boolean[1]);
    assertThat(Decision.threshold(none, new Goal.FBeta(1))).isEqualTo(Decision.NONE);
  }
}
