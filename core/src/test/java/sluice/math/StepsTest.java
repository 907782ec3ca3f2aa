package sluice.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepsTest {

  @Test
  void equallyLongSequencesLieStepByStep() {
    Steps steps = Steps.equal(3, 4);
    assertThat(steps.count()).isEqualTo(3);
    assertThat(steps.sequences()).isEqualTo(4);
    assertThat(steps.rows()).isEqualTo(12);
    assertThat(steps.isEqual()).isTrue();
    for (int t = 0; t < 3; t++) {
      assertThat(steps.alive(t)).isEqualTo(4);
      assertThat(steps.offset(t)).isEqualTo(4 * t);
      for (int b = 0; b < 4; b++) {
        assertThat(steps.row(t, b)).isEqualTo(4 * t + b);
      }
    }
    for (int b = 0; b < 4; b++) {
      assertThat(steps.length(b)).isEqualTo(3);
      assertThat(steps.lastRow(b)).isEqualTo(8 + b);
      assertThat(steps.source(b)).isEqualTo(b);
      assertThat(steps.id(b)).isEqualTo(b);
    }
  }

  @Test
  void theLongestComesFirstAndEqualLengthsKeepTheirOrder() {
    Steps steps = Steps.of(2, 4, 1, 4, 2);
    assertThat(steps.count()).isEqualTo(4);
    assertThat(steps.rows()).isEqualTo(13);
    assertThat(steps.isEqual()).isFalse();
    int[] sources = {1, 3, 0, 4, 2};
    int[] lengths = {4, 4, 2, 2, 1};
    for (int b = 0; b < 5; b++) {
      assertThat(steps.source(b)).isEqualTo(sources[b]);
      assertThat(steps.id(b)).isEqualTo(sources[b]);
      assertThat(steps.length(b)).isEqualTo(lengths[b]);
    }
    assertThat(new int[] {steps.alive(0), steps.alive(1), steps.alive(2), steps.alive(3)})
        .containsExactly(5, 4, 2, 2);
    assertThat(new int[] {steps.offset(0), steps.offset(1), steps.offset(2), steps.offset(3)})
        .containsExactly(0, 5, 9, 11);
    assertThat(steps.lastRow(0)).isEqualTo(11);
    assertThat(steps.lastRow(4)).isEqualTo(4);
  }

  /** Whatever the lengths: each step of each sequence has a row of its own, and no row is left. */
  @Test
  void rowsArePlacedOneToOne() {
    for (int draw = 0; draw < 200; draw++) {
      long key = Rng.key(draw, Rng.DATA, 0, 0, 0, 0);
      int[] lengths = new int[Rng.below(key, 0, 9) + 1];
      for (int s = 0; s < lengths.length; s++) {
        lengths[s] = 1 + Rng.below(key, s + 1, 6);
      }
      Steps steps = Steps.of(lengths);
      Set<Integer> rows = new HashSet<>();
      for (int b = 0; b < steps.sequences(); b++) {
        assertThat(steps.length(b)).isEqualTo(lengths[steps.source(b)]);
        for (int t = 0; t < steps.length(b); t++) {
          assertThat(b).isLessThan(steps.alive(t));
          assertThat(rows.add(steps.row(t, b))).isTrue();
        }
        if (b > 0) {
          assertThat(steps.length(b)).isLessThanOrEqualTo(steps.length(b - 1));
        }
      }
      assertThat(rows).hasSize(steps.rows()).allMatch(row -> row >= 0 && row < steps.rows());
    }
  }

  @Test
  void canBeSetAgain() {
    Steps steps = new Steps(5, 3);
    steps.setLengths(new int[] {1, 5, 9}, 2).id(0, 77);
    assertThat(steps.rows()).isEqualTo(6);
    assertThat(steps.source(0)).isEqualTo(1);
    assertThat(steps.id(0)).isEqualTo(77);
    steps.setEqual(2, 3);
    assertThat(steps.rows()).isEqualTo(6);
    assertThat(steps.count()).isEqualTo(2);
    assertThat(steps.isEqual()).isTrue();
    assertThat(steps.id(0)).isZero();
    assertThat(steps.source(0)).isZero();
  }

  @Test
  void theLastStepsKeepOrderAndIds() {
    Steps steps = Steps.of(2, 4, 1);
    steps.id(0, 100);
    Steps last = new Steps(2, 3).setLast(steps, 2);
    assertThat(last.count()).isEqualTo(2);
    assertThat(last.rows()).isEqualTo(5);
    assertThat(new int[] {last.length(0), last.length(1), last.length(2)}).containsExactly(2, 2, 1);
    assertThat(new long[] {last.id(0), last.id(1), last.id(2)}).containsExactly(100, 0, 2);
    assertThat(new int[] {last.source(0), last.source(1), last.source(2)}).containsExactly(1, 0, 2);
    last.setLast(Steps.equal(1, 3), 2);
    assertThat(last.count()).isEqualTo(1);
    assertThat(last.rows()).isEqualTo(3);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Steps(0, 1))
        .withMessage("steps and sequences must be at least 1, were 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Steps(1, 0))
        .withMessage("steps and sequences must be at least 1, were 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Steps.of(3, 0, 2))
        .withMessage("sequence 1 has 0 steps, needs at least 1");
    Steps steps = new Steps(2, 3);
    for (int[] size : new int[][] {{3, 1}, {1, 4}, {0, 1}, {1, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> steps.setEqual(size[0], size[1]))
          .withMessage(
              size[1] + " sequences of up to " + size[0] + " steps do not fit: room for 3 of 2");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> steps.setLengths(new int[] {1, 3}, 2))
        .withMessage("2 sequences of up to 3 steps do not fit: room for 3 of 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> steps.setLast(Steps.equal(4, 4), 2))
        .withMessage("4 sequences of up to 2 steps do not fit: room for 3 of 2");
  }
}
