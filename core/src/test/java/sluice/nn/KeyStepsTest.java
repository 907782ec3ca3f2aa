package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Workers;

/** Many keys in one slab. */
class KeyStepsTest {
  private static final int INPUTS = 3;
  private static final int KEYS = 700;
  private static final LayerSpec DEEP =
      LayerSpec.stack(
          LayerSpec.lstm(9),
          LayerSpec.dropout(0.5f),
          LayerSpec.rnn(6),
          LayerSpec.lastStep(),
          LayerSpec.dense(4));

  /** Slots in no order, others in each step. */
  private static int[] slots(int count, int step) {
    int[] all = new int[KEYS];
    Arrays.setAll(all, i -> i);
    Rng.shuffle(all, Rng.key(3, Rng.DATA, 0, step, 0, 0));
    return Arrays.copyOf(all, count);
  }

  private static Network.Pass pass(Network network, int most, Workers workers) {
    return network.pass(PassSettings.predicting(Capacity.of(1, most)).workers(workers));
  }

  private static Input some(Input input, int row) {
    return new InputBlock(1).of(input, row, 1);
  }

  private static Input numbers(int count, int seed) {
    return new Input.Rows(Samples.normal(count, INPUTS, seed));
  }

  private static Input joined(int count, int seed) {
    Input.Ids ids = new Input.Ids(count, 2).rows(count);
    for (int r = 0; r < count; r++) {
      ids.set(r, (r + seed) % 2);
    }
    return new Input.Joined(List.of(ids, new Input.Rows(Samples.normal(count, 1, seed))));
  }

  /** One block, blocks that are full and not, and fewer after more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void manyKeysAreEachAsIfAlone(int threads) {
    Network network = Network.create(INPUTS, DEEP, 1);
    float[] slab = Samples.normal(KEYS, network.stateLength(), 2).toArray();
    float[] alone = slab.clone();
    Network.Pass one = pass(network, 1, Workers.serial());
    try (Workers workers = Workers.of(threads)) {
      Network.Pass many = pass(network, KEYS, workers);
      int[] counts = {KEYS, 64, 65, 1, 128, 300, 2};
      for (int step = 0; step < counts.length; step++) {
        int count = counts[step];
        int[] slots = slots(count, step);
        Input input = step % 2 == 0 ? numbers(count, step) : joined(count, step);
        Matrix output = many.step(slab, slots, input);
        assertThat(output).hasToString("[" + count + ", 4]");
        for (int r = 0; r < count; r++) {
          Matrix expected = one.step(alone, new int[] {slots[r]}, some(input, r));
          Bits.assertRow("step " + step, output, r, expected, 0);
        }
        assertThat(slab).isEqualTo(alone);
      }
    }
  }

  @Test
  void trainingPassesAndProbesSeeOneBatch() {
    Network network = Network.create(INPUTS, LayerSpec.lstm(5), 1);
    Matrix expected =
        pass(network, 200, Workers.serial())
            .step(slab(network), slots(200, 0), numbers(200, 1))
            .copy();
    int[] seen = new int[1];
    Probe probe =
        new Probe() {
          @Override
          public void forwardStep(
              int layer, int t, int row, int count, Matrix gates, Matrix c, Matrix h) {
            seen[0] += count;
          }
        };
    Capacity capacity = Capacity.of(1, 200);
    Network.Pass probed = network.pass(PassSettings.predicting(capacity).probe(probe));
    Bits.assertSame("probed", probed.step(slab(network), slots(200, 0), numbers(200, 1)), expected);
    assertThat(seen[0]).isEqualTo(200);
    Network.Pass training =
        network.pass(Samples.training(capacity, new Gradients(network.weights())));
    Bits.assertSame(
        "training", training.step(slab(network), slots(200, 0), numbers(200, 1)), expected);
  }

  private static float[] slab(Network network) {
    return new float[KEYS * network.stateLength()];
  }

  @Test
  void wrongSlotsAreNamedAndNothingIsTouched() {
    Network network = Network.create(INPUTS, LayerSpec.lstm(5), 1);
    for (int count : new int[] {4, 100}) {
      float[] slab = Samples.normal(KEYS, 10, 3).toArray();
      float[] before = slab.clone();
      Network.Pass pass = pass(network, 100, Workers.serial());
      int[] twice = slots(count, 1);
      twice[count - 1] = twice[1];
      refused(
          pass,
          slab,
          twice,
          count,
          "slot "
              + twice[1]
              + " stands twice, in slots[1] and slots["
              + (count - 1)
              + "]; one step advances a key once");
      for (int wrong : new int[] {-1, KEYS, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        int[] outside = slots(count, 1);
        outside[2] = wrong;
        refused(
            pass,
            slab,
            outside,
            count,
            "slots[2] is " + wrong + ", the slab of 7000 floats has slots 0 to 699 of 10 floats");
      }
      refused(
          pass,
          slab,
          slots(count - 1, 1),
          count,
          "the input has " + count + " rows, but there are " + (count - 1) + " slots");
      assertThat(slab).isEqualTo(before);
      pass.step(slab, slots(count, 1), numbers(count, 1)); // and it goes on
    }
    Network.Pass pass = pass(network, 100, Workers.serial());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.step(slab(network), slots(101, 1), numbers(101, 1)))
        .withMessageContaining("101 sequences");
    Input uneven =
        new Input.Joined(List.of(Input.Ids.of(2, new int[99]), new Input.Rows(Matrix.of(98, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.step(slab(network), slots(99, 1), uneven))
        .withMessage("a part of the input has 98 rows, the batch has 99");
  }

  private static void refused(
      Network.Pass pass, float[] slab, int[] slots, int count, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pass.step(slab, slots, numbers(count, 1)))
        .withMessage(message);
  }

  @Test
  void slotsOfAllKindsAreToldApart() {
    Slots slots = new Slots(1000, 1);
    float[] slab = new float[1 << 20];
    for (int check = 0; check < 50; check++) {
      int stride = 1 << check % 11; // many that hash alike
      int[] chosen = new int[1000];
      for (int r = 0; r < chosen.length; r++) {
        chosen[r] = r * stride % (1 << 20) + (r * stride >> 20);
      }
      slots.check(chosen, 1000, slab);
      chosen[999] = chosen[check];
      assertThatIllegalArgumentException().isThrownBy(() -> slots.check(chosen, 1000, slab));
    }
    new Slots(1, 0).check(new int[] {7}, 1, new float[0]); // nothing to remember: any slot will do
  }
}
