package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.data.Split.Fold;
import sluice.data.Split.Share;
import sluice.data.Split.Steps;

/** Orders in which rows are dealt out, and the parts cut from them. */
class DealTest {
  private static final int[] RARE = // 90 of class 0, 10 of class 1, sorted as tables are
      IntStream.range(0, 100).map(i -> i < 90 ? 0 : 1).toArray();

  @Test
  void anOrderIsAPermutationThatFollowsFromTheSeed() {
    for (int[] order : List.of(Deal.random(100, 5), Deal.stratified(RARE, 5))) {
      assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(Deal.inOrder(100));
    }
    assertThat(Deal.stratified(RARE, 5)).isEqualTo(Deal.stratified(RARE, 5));
    assertThat(Deal.stratified(RARE, 5)).isNotEqualTo(Deal.stratified(RARE, 6));
  }

  @Test
  void everyPartHasItsShareOfARareClass() {
    List<Part> parts =
        new Split(new Share(0.2), new Share(0.3))
            .deal(Deal.stratified(RARE, 1), ones(100), Fold.ONLY, "rows");
    assertThat(count(parts, Part.TEST, 0)).isEqualTo(27);
    assertThat(count(parts, Part.TEST, 1)).isEqualTo(3);
    assertThat(count(parts, Part.VALIDATION, 1)).isEqualTo(2);
    assertThat(count(parts, Part.TRAINING, 1)).isEqualTo(5);
  }

  @Test
  void theFoldsOfACrossValidationTestEachRowOnce() {
    Split split = new Split(new Steps(10), new Steps(0));
    int[] order = Deal.stratified(RARE, 3);
    int[] tested = new int[100];
    for (int fold = 1; fold <= 7; fold++) {
      List<Part> parts = split.deal(order, ones(100), new Fold(fold, 7), "rows");
      for (int row = 0; row < 100; row++) {
        tested[row] += parts.get(row) == Part.TEST ? 1 : 0;
      }
      assertThat(count(parts, Part.TEST, 1)).isBetween(1L, 2L);
      assertThat(parts.stream().filter(Part.VALIDATION::equals)).hasSize(10);
    }
    assertThat(tested).containsOnly(1);
  }

  @Test
  void groupsStayTogetherAndSharesAreNearlyKept() {
    int[] sizes = {7, 1, 1, 30, 5, 6, 20, 3, 2, 25};
    for (int fold = 1; fold <= 3; fold++) {
      List<Part> parts =
          new Split(new Share(0.1), new Share(0.5))
              .deal(Deal.random(10, 4), sizes, new Fold(fold, 3), "rows");
      int tested =
          IntStream.range(0, 10).filter(g -> parts.get(g) == Part.TEST).map(g -> sizes[g]).sum();
      assertThat(tested).isBetween(10, 60);
      assertThat(parts).contains(Part.TRAINING);
    }
  }

  @Test
  void numbersAreDealtOutByTheirSize() {
    double[] numbers = IntStream.range(0, 50).mapToDouble(i -> (i * 7) % 50).toArray();
    int[] strata = Deal.strata(numbers);
    for (int i = 0; i < 50; i++) {
      assertThat(strata[i]).isEqualTo((int) numbers[i] / 5);
    }
    assertThat(Deal.strata(List.of("b", "a", "b", "c"))).containsExactly(1, 0, 1, 2);
  }

  @Test
  void aSplitThatLeavesNothingForTrainingIsRefused() {
    assertThatThrownBy(() ->
            new Split(new Steps(4), new Steps(6))
                .deal(Deal.inOrder(10), ones(10), Fold.ONLY, "rows.csv"))
        .isInstanceOf(BadData.class)
        .hasMessageContaining("rows.csv")
        .hasMessageContaining("nothing for training");
    assertThatThrownBy(() -> new Fold(3, 2)).hasMessageContaining("3 of 2");
  }

  @Test
  void aRollingOriginNeverSeesWhatComesBehindItsTest() {
    List<Series> series = List.of(SeriesFixture.days(100, i -> i));
    Split split = new Split(new Steps(10), new Steps(20));
    assertThat(split.of(series, new Fold(1, 3))).containsExactly(new Parts(30, 40, 60));
    assertThat(split.of(series, new Fold(2, 3))).containsExactly(new Parts(50, 60, 80));
    assertThat(split.of(series, new Fold(3, 3))).isEqualTo(split.of(series));
  }

  private static int[] ones(int count) {
    int[] ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long count(List<Part> parts, Part part, int stratum) {
    return IntStream.range(0, parts.size())
        .filter(i -> parts.get(i) == part && RARE[i] == stratum)
        .count();
  }
}
