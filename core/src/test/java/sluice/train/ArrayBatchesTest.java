package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.loss.Target;
import sluice.math.Matrix;
import sluice.nn.Input;

class ArrayBatchesTest {

  /** Sequence s has the given steps; its values are s + t/100, and the same negated. */
  private static float[][][] inputs(int... steps) {
    float[][][] inputs = new float[steps.length][][];
    for (int s = 0; s < steps.length; s++) {
      inputs[s] = new float[steps[s]][];
      for (int t = 0; t < steps[s]; t++) {
        inputs[s][t] = new float[] {s + t / 100f, -s - t / 100f};
      }
    }
    return inputs;
  }

  private static int[][] classes(float[][][] inputs, int last) {
    int[][] classes = new int[inputs.length][];
    for (int s = 0; s < inputs.length; s++) {
      int steps = inputs[s].length;
      classes[s] = IntStream.range(Math.max(0, steps - last), steps).map(t -> 100 * t).toArray();
      for (int t = 0; t < classes[s].length; t++) {
        classes[s][t] += s;
      }
    }
    return classes;
  }

  private static Matrix rows(Batch batch) {
    return ((Input.Rows) batch.input()).values();
  }

  @Test
  void aBatchHasTheRowsOfItsSequences() {
    float[][][] inputs = inputs(2, 4, 3, 1, 4);
    ArrayBatches batches = ArrayBatches.classes(inputs, classes(inputs, 2), 3);
    assertThat(batches.count()).isEqualTo(2);
    assertThat(batches.carried()).isZero();
    List<Long> seen = new ArrayList<>();
    for (int index = 0; index < 2; index++) {
      Batch batch = batches.batch(1, index, 0, 1);
      assertThat(batch.fresh()).isTrue();
      assertThat(batch.steps().sequences()).isEqualTo(index == 0 ? 3 : 2);
      assertThat(rows(batch).rows()).isEqualTo(batch.steps().rows());
      int targets = 0;
      for (int b = 0; b < batch.steps().sequences(); b++) {
        int s = (int) batch.steps().id(b);
        seen.add(batch.steps().id(b));
        assertThat(batch.steps().length(b)).isEqualTo(inputs[s].length);
        for (int t = 0; t < inputs[s].length; t++) {
          assertThat(rows(batch).get(batch.steps().row(t, b), 0)).isEqualTo(inputs[s][t][0]);
          assertThat(rows(batch).get(batch.steps().row(t, b), 1)).isEqualTo(inputs[s][t][1]);
        }
        targets += Math.min(2, inputs[s].length);
        Target.ClassIds ids = (Target.ClassIds) batch.target();
        int first = Math.max(0, inputs[s].length - 2);
        assertThat(ids.get(b)).isEqualTo(100 * first + s);
        assertThat(batch.weights()[b]).isEqualTo(1);
      }
      assertThat(batch.target().rows()).isEqualTo(targets);
    }
    assertThat(seen).containsExactly(1L, 2L, 0L, 4L, 3L);
  }

  private static List<Long> order(ArrayBatches batches, int epoch) {
    List<Long> order = new ArrayList<>();
    for (int index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(epoch, index, 0, 1);
      List<Long> ids = new ArrayList<>(Collections.nCopies(batch.steps().sequences(), 0L));
      for (int b = 0; b < ids.size(); b++) {
        ids.set(batch.steps().source(b), batch.steps().id(b));
      }
      order.addAll(ids);
    }
    return order;
  }

  @Test
  void anOrderFollowsFromSeedAndEpoch() {
    float[][][] inputs = inputs(1, 2, 1, 2, 3, 1, 2, 3, 1, 1, 2);
    ArrayBatches plain = ArrayBatches.classes(inputs, classes(inputs, 1), 4);
    List<Long> given = IntStream.range(0, 11).mapToObj(s -> (long) s).toList();
    assertThat(order(plain, 1)).isEqualTo(given);
    ArrayBatches shuffled = plain.shuffled(5);
    List<Long> first = order(shuffled, 1);
    List<Long> second = order(shuffled, 2);
    assertThat(first).isNotEqualTo(given).containsExactlyInAnyOrderElementsOf(given);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(given);
    assertThat(order(shuffled, 0)).as("validation").isEqualTo(given);
    assertThat(order(shuffled, 1)).isEqualTo(first);
    assertThat(order(plain.shuffled(5), 2)).isEqualTo(second);
    assertThat(order(plain.shuffled(6), 1)).isNotEqualTo(first);
  }

  @Test
  void groupsAreConsecutivePartsOfABatch() {
    float[][][] inputs = inputs(2, 1, 3, 2, 1, 2, 2, 2);
    ArrayBatches batches = ArrayBatches.classes(inputs, classes(inputs, 1), 5);
    for (int index = 0; index < 2; index++) {
      int size = index == 0 ? 5 : 3;
      for (int wanted = 1; wanted <= 6; wanted++) {
        int groups = batches.groups(index, wanted);
        assertThat(groups).isEqualTo(Math.min(wanted, size));
        List<Long> all = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
          Batch batch = batches.batch(1, index, group, groups);
          int sequences = batch.steps().sequences();
          assertThat(sequences).isBetween(size / groups, batches.capacity(wanted).sequences());
          IntStream.range(0, sequences).forEach(b -> all.add(batch.steps().id(b)));
        }
        long first = 5L * index;
        assertThat(all.stream().sorted())
            .isEqualTo(IntStream.range(0, size).mapToObj(s -> first + s).toList());
      }
    }
    assertThat(batches.capacity(1).steps()).isEqualTo(3);
    assertThat(batches.capacity(1).sequences()).isEqualTo(5);
    assertThat(batches.capacity(9).sequences()).isEqualTo(1);
  }

  @Test
  void valuesAndLabelsAreTargetsToo() {
    float[][][] inputs = inputs(2, 1);
    float[][][] truth = {{{1, 2}, {3, 4}}, {{5, 6}}};
    Batch values = ArrayBatches.values(inputs, truth, 2).batch(1, 0, 0, 1);
    assertThat(((Target.Values) values.target()).values().toArray())
        .containsExactly(1, 2, 5, 6, 3, 4);
    Batch labels = ArrayBatches.labels(inputs, truth, 2).batch(1, 0, 0, 1);
    assertThat(((Target.LabelSets) labels.target()).values().toArray())
        .containsExactly(1, 2, 5, 6, 3, 4);
  }

  @Test
  void streamsAreCutIntoPieces() {
    float[][][] inputs = inputs(7, 3, 5);
    ArrayStreams streams = ArrayStreams.classes(inputs, classes(inputs, 9), 3);
    assertThat(streams.count()).isEqualTo(3);
    assertThat(streams.carried()).isEqualTo(3);
    int[][] lengths = {{3, 3, 3}, {3, 2}, {1}};
    long[][] ids = {{0, 1, 2}, {0, 2}, {0}};
    for (int index = 0; index < 3; index++) {
      Batch batch = streams.batch(1, index, 0, 1);
      assertThat(batch.fresh()).isEqualTo(index == 0);
      assertThat(batch.steps().sequences()).isEqualTo(lengths[index].length);
      Target.ClassIds target = (Target.ClassIds) batch.target();
      for (int b = 0; b < batch.steps().sequences(); b++) {
        assertThat(batch.steps().length(b)).isEqualTo(lengths[index][b]);
        int s = (int) batch.steps().id(b);
        assertThat((long) s).isEqualTo(ids[index][b]);
        for (int t = 0; t < batch.steps().length(b); t++) {
          int row = batch.steps().row(t, b);
          assertThat(rows(batch).get(row, 0)).isEqualTo(inputs[s][3 * index + t][0]);
          assertThat(target.get(row)).isEqualTo(100 * (3 * index + t) + s);
        }
      }
      assertThat(target.rows()).isEqualTo(rows(batch).rows());
    }
    assertThat(streams.groups(1, 5)).isEqualTo(2);
    assertThat(streams.batch(1, 1, 1, 2).steps().id(0)).isEqualTo(2);
    assertThat(streams.capacity(2).sequences()).isEqualTo(2);
    assertThat(streams.capacity(1).steps()).isEqualTo(3);
    assertThat(ArrayStreams.classes(inputs, classes(inputs, 9), Integer.MAX_VALUE).count())
        .isEqualTo(1);
  }

  @Test
  void arraysThatDoNotFitAreRefused() {
    float[][][] inputs = inputs(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(inputs, new int[1][1], 2))
        .withMessage(
            "batches need at least one sequence, a target for each and a size of at least 1, had"
                + " 2 sequences, 1 targets, size 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(inputs, new int[2][1], 0))
        .withMessageEndingWith("had 2 sequences, 2 targets, size 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(new float[0][][], new int[0][], 1))
        .withMessageEndingWith("had 0 sequences, 0 targets, size 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(inputs, new int[][] {{1, 1}, {1}}, 2))
        .withMessage(
            "sequence 1 has 3 steps and targets for 1, needs at least 1 step and targets for the"
                + " last 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(inputs(0, 1), new int[][] {{}, {1}}, 2))
        .withMessageStartingWith("sequence 0 has 0 steps");
    inputs[1][2] = new float[] {1, 2, 3};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.classes(inputs, new int[2][1], 2))
        .withMessage("the input of sequence 1, step 2 has 3 columns, the first has 2");
    float[][][] truth = {{{1}, {2, 3}}};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayBatches.values(inputs(2), truth, 2))
        .withMessage("the target of sequence 0, step 1 has 2 columns, the first has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayStreams.values(inputs(2), truth, 2))
        .withMessage("the target of sequence 0, step 1 has 2 columns, the first has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayStreams.classes(inputs(2, 3), new int[2][2], 4))
        .withMessage(
            "sequence 1 has 3 steps and 2 targets, needs at least 1 step and a target for each");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ArrayStreams.classes(inputs(2, 3), new int[2][2], 0))
        .withMessageEndingWith("had 2 sequences, 2 targets, pieces of 0");
  }
}
