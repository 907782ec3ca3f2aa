package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sluice.fixture.Bits;
import sluice.fixture.Samples;
import sluice.kernel.Allocation;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.math.Workers;

/** Passes that only predict share the packed weights. */
class PackedCopiesTest {
  private static final PackedCopies.Form FORM = new PackedCopies.Form(0, 3, false, 1);

  @Test
  void manyThreadsPackOnce() throws Exception {
    PackedCopies copies = new PackedCopies();
    AtomicInteger packs = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(8);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<float[]>> packed = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        packed.add(
            threads.submit(() -> {
              all.countDown();
              all.await();
              return copies.get(FORM, 7, () -> new float[] {packs.incrementAndGet()});
            }));
      }
      for (Future<float[]> each : packed) {
        assertThat(each.get()).isSameAs(packed.getFirst().get());
      }
    }
    assertThat(packs).hasValue(1);
  }

  @Test
  void eachFormHasACopyOfTheNewestVersion() {
    PackedCopies copies = new PackedCopies();
    float[] old = copies.get(FORM, 1, () -> new float[] {1});
    float[] band = copies.get(new PackedCopies.Form(1, 2, false, 1), 1, () -> new float[] {2});
    float[] newer = copies.get(FORM, 2, () -> new float[] {3});
    assertThat(newer).containsExactly(3).isNotSameAs(old);
    assertThat(copies.get(FORM, 2, () -> new float[] {4})).isSameAs(newer);
    assertThat(copies.get(new PackedCopies.Form(1, 2, false, 1), 1, () -> new float[] {5}))
        .isSameAs(band);
    assertThat(copies.get(FORM, 1, () -> new float[] {6})).containsExactly(6); // old is forgotten
  }

  /**
   * The copies of each pass would take 256 KB and more. Vector kernels allocate until they are
   * compiled, so the least of some passes counts.
   */
  @Test
  void aSecondPassPacksNothing() {
    Network network =
        Network.create(64, LayerSpec.stack(LayerSpec.lstm(64), LayerSpec.dense(64)), 1);
    Steps steps = Steps.equal(1, 1);
    Input x = new Input.Rows(Samples.normal(1, 64, 2));
    PassSettings settings = PassSettings.predicting(Capacity.of(steps)).workers(Workers.serial());
    Matrix expected = network.pass(settings).forward(x, steps);
    long copies = 64 * 256 * Float.BYTES;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5000 && least >= copies; i++) {
      long before = Allocation.bytes();
      Network.Pass next = network.pass(settings);
      Matrix y = next.forward(x, steps);
      least = Math.min(least, Allocation.bytes() - before);
      Bits.assertSame("next", y, expected);
    }
    assertThat(least).isLessThan(copies);
  }

  @Test
  void trainingLeavesTheCopiesOfOthersAlone() {
    Network network = Network.create(3, LayerSpec.lstm(5), 1);
    Steps steps = Steps.equal(2, 3);
    Input x = new Input.Rows(Samples.normal(6, 3, 2));
    Network.Pass serving = network.pass(PassSettings.predicting(Capacity.of(steps)));
    Matrix expected = serving.forward(x, steps).copy();
    Network.Pass training = network.pass(Samples.training(steps, new Gradients(network.weights())));
    Bits.assertSame("training", training.forward(x, steps), expected);
    network
        .weights()
        .forEach(weight -> {
          weight.values().fill(0.1f);
          weight.changed();
        });
    Matrix changed = training.forward(x, steps);
    assertThat(changed.toArray()).isNotEqualTo(expected.toArray());
    Bits.assertSame("serving", serving.forward(x, steps), changed);
  }
}
