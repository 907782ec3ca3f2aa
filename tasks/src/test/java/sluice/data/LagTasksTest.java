package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sluice.data.LagTasks.Kind;

class LagTasksTest {

  /** Two marks, one in each half; answering 1 has a squared error of 1/6. */
  @Test
  void theSumIsThatOfTheMarkedNumbers() {
    LagTasks.Sequences made = LagTasks.make(Kind.ADDING, 21, 4000, 1);
    double squares = 0;
    for (int s = 0; s < 4000; s++) {
      float sum = 0;
      int early = 0;
      int late = 0;
      for (int t = 0; t < 21; t++) {
        float[] step = made.inputs()[s][t];
        assertThat(step[0]).isBetween(0f, 1f);
        sum += step[0] * step[1];
        early += t < 10 ? (int) step[1] : 0;
        late += t < 10 ? 0 : (int) step[1];
      }
      assertThat(early).isEqualTo(1);
      assertThat(late).isEqualTo(1);
      assertThat(made.answers()[s]).isEqualTo(sum);
      squares += (sum - 1) * (sum - 1) / 4000;
    }
    assertThat(squares).isCloseTo(1.0 / 6, within(0.01));
  }

  @Test
  void theAnswerOfTheOthersStandsAtTheFirstStep() {
    LagTasks.Sequences copies = LagTasks.make(Kind.COPY, 5, 500, 2);
    LagTasks.Sequences bits = LagTasks.make(Kind.BIT, 5, 500, 2);
    int[] symbols = new int[LagTasks.SYMBOLS];
    for (int s = 0; s < 500; s++) {
      int symbol = (int) copies.answers()[s];
      symbols[symbol]++;
      assertThat(copies.inputs()[s][0][symbol]).isEqualTo(1);
      assertThat(copies.inputs()[s][4][LagTasks.SYMBOLS]).isEqualTo(1);
      assertThat(copies.inputs()[s][2]).containsOnly(0);
      assertThat(bits.inputs()[s][0][0]).isEqualTo(2 * bits.answers()[s] - 1);
      assertThat(bits.inputs()[s][3][1]).isZero();
    }
    assertThat(java.util.Arrays.stream(symbols).min().orElseThrow()).isGreaterThan(30);
  }

  /** More sequences leave the first ones as they were, and a table holds the same numbers. */
  @Test
  void eachIsAFunctionOfSeedAndNumber() {
    LagTasks.Sequences few = LagTasks.make(Kind.ADDING, 6, 3, 9);
    LagTasks.Sequences many = LagTasks.make(Kind.ADDING, 6, 30, 9);
    assertThat(few.inputs()[2]).isDeepEqualTo(many.inputs()[2]);
    assertThat(LagTasks.make(Kind.ADDING, 6, 3, 8).answers()).isNotEqualTo(few.answers());
    Table table = LagTasks.table(Kind.ADDING, 6, 3, 9);
    assertThat(table.names()).containsExactly("sequence", "value", "mark", "sum");
    assertThat(table.rows()).isEqualTo(18);
    assertThat(table.numbers("value")[13]).isEqualTo(few.inputs()[2][1][0]);
    assertThat(table.numbers("sum")[17]).isEqualTo(few.answers()[2]);
    assertThat(LagTasks.table(Kind.COPY, 3, 2, 1).names()).hasSize(11).endsWith("cue", "symbol");
  }

  @Test
  void tooFewStepsAreRefused() {
    assertThatThrownBy(() -> LagTasks.make(Kind.BIT, 1, 5, 1))
        .hasMessageContaining("at least 2 steps and 1 sequence, had 1 and 5");
  }
}
