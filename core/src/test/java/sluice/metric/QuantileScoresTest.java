package sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantiles by hand. */
class QuantileScoresTest {
  @Test
  void pinballAndCoverageByHand() {
    QuantileScores scores = new QuantileScores(List.of(0.25, 0.5, 0.75));
    scores.add(4, new double[] {2, 4, 6}); // 0.25·2, 0, 0.25·2
    scores.add(8, new double[] {2, 4, 6}); // 0.25·6, 0.5·4, 0.75·2
    scores.add(Double.NaN, new double[] {2, 4, 6});
    List<Score> told = scores.scores();
    assertThat(told)
        .extracting(score -> score.metric().key())
        .containsExactly(
            "pinball", "pinball_q0.25", "pinball_q0.5", "pinball_q0.75", "between_q0.25_q0.75");
    assertThat(told)
        .extracting(score -> score.value().orElseThrow())
        .containsExactly(1.0, 1.0, 1.0, 1.0, 0.5);
    assertThat(told).allMatch(score -> score.count() == 2 && score.omitted() == 1);
  }

  @Test
  void theMiddleIsNearestToOneHalf() {
    assertThat(QuantileScores.middle(List.of())).isZero();
    assertThat(QuantileScores.middle(List.of(0.1, 0.5, 0.9))).isEqualTo(1);
    assertThat(QuantileScores.middle(List.of(0.25, 0.75))).isZero();
    assertThat(QuantileScores.middle(List.of(0.1, 0.2, 0.6))).isEqualTo(2);
  }

  @Test
  void whatCannotBeMeasuredSaysWhy() {
    QuantileScores none = new QuantileScores(List.of());
    none.add(1, new double[] {1});
    assertThat(none.scores()).isEmpty();
    QuantileScores one = new QuantileScores(List.of(0.9));
    assertThat(one.scores()).hasSize(2).allMatch(score -> score.value().isEmpty());
    one.add(1, new double[] {Double.NaN});
    assertThat(one.scores()).allMatch(score -> score.reason().contains("not finite"));
    assertThatThrownBy(() -> one.add(1, new double[2])).hasMessageContaining("expected 1");
  }
}
