package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sluice.loss.Target;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.nn.Input;
import sluice.train.Batch;

class LengthBucketsTest {

  /** Example e has 1 + 7 e mod 50 tokens e, e + 1 … and class e. */
  private record Texts(int count) implements Examples {
    @Override
    public int inputs() {
      return 1000;
    }

    @Override
    public int steps(int example) {
      return 1 + 7 * example % 50;
    }

    @Override
    public int maxSteps() {
      return 50;
    }

    @Override
    public boolean tokens() {
      return true;
    }

    @Override
    public void ids(int example, int side, int[] into) {
      Arrays.setAll(into, t -> t < steps(example) ? example + t : -1);
    }

    @Override
    public void input(int example, float[] into) {
      throw new AssertionError("asked for numbers");
    }

    @Override
    public int targetSteps() {
      return 1;
    }

    @Override
    public Target newTarget(int rows) {
      return new Target.ClassIds(rows);
    }

    @Override
    public void targetRows(Target into, int rows) {
      ((Target.ClassIds) into).rows(rows);
    }

    @Override
    public void target(int example, int step, Target into, int row) {
      ((Target.ClassIds) into).set(row, example);
    }

    @Override
    public float weight(int example, int step) {
      return 1;
    }
  }

  @Test
  void aBatchHasTokensOfAboutEqualLength() {
    var texts = new Texts(203);
    var batches = new ExampleBatches(texts, 10, true, 5, 8);
    Set<Long> seen = new HashSet<>();
    long rows = 0;
    long full = 0;
    for (int index = 0; index < batches.count(); index++) {
      Batch batch = batches.batch(1, index, 0, 1);
      Steps steps = batch.steps();
      rows += steps.rows();
      full += (long) steps.count() * steps.sequences();
      for (int b = 0; b < steps.sequences(); b++) {
        int example = (int) steps.id(b);
        seen.add(steps.id(b));
        assertThat(steps.length(b)).isEqualTo(texts.steps(example));
        assertThat(((Target.ClassIds) batch.target()).get(b)).isEqualTo(example);
        for (int t = 0; t < steps.length(b); t++) {
          assertThat(((Input.Ids) batch.input()).get(steps.row(t, b))).isEqualTo(example + t);
        }
      }
    }
    assertThat(seen).hasSize(203);
    assertThat(rows).as("little of a rectangle is empty").isGreaterThan(full * 8 / 10);
  }

  @Test
  void anOrderFollowsFromSeedAndEpoch() {
    var batches = new ExampleBatches(new Texts(95), 10, true, 5, 3);
    Set<Set<Long>> first = members(batches, 1);
    assertThat(members(batches, 2)).isNotEqualTo(first);
    assertThat(members(batches, 1)).isEqualTo(first);
    assertThat(members(new ExampleBatches(new Texts(95), 10, true, 6, 3), 1)).isNotEqualTo(first);
    assertThat(batches.batch(1, 9, 0, 1).steps().sequences()).isEqualTo(5);
    assertThat(batches.batch(0, 0, 0, 1).steps().id(0))
        .as("validation keeps its order")
        .isEqualTo(7);
  }

  private static Set<Set<Long>> members(ExampleBatches batches, int epoch) {
    Set<Set<Long>> all = new HashSet<>();
    for (int index = 0; index < batches.count(); index++) {
      Steps steps = batches.batch(epoch, index, 0, 1).steps();
      Set<Long> ids = new TreeSet<>();
      for (int b = 0; b < steps.sequences(); b++) {
        ids.add(steps.id(b));
      }
      all.add(ids);
    }
    return all;
  }

  @Test
  void poolsAreSortedAndBatchesShuffled() {
    int[] order = IntStream.range(0, 23).toArray();
    LengthBuckets.sort(order, e -> e % 4, 3, 4);
    assertThat(Arrays.copyOf(order, 12)).containsExactly(3, 7, 11, 2, 6, 10, 1, 5, 9, 0, 4, 8);
    int[] sorted = order.clone();
    LengthBuckets.shuffle(order, 3, Rng.key(1, Rng.SHUFFLE, 1, 1, 0, 0));
    assertThat(order).isNotEqualTo(sorted);
    assertThat(order).containsExactlyInAnyOrder(sorted);
    assertThat(Arrays.copyOfRange(order, 21, 23))
        .containsExactly(Arrays.copyOfRange(sorted, 21, 23));
  }
}
