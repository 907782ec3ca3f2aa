package sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sluice.fixture.OtherJvm;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;

/** Many threads through one network. */
class ServingTest {

  @Test
  void sixtyFourThreadsForASecond() {
    assertServes("-Dserving.seconds=1", "-Dsluice.kernels=scalar"); // nothing to wait for
  }

  @Test
  @Tag("slow")
  void sixtyFourThreadsForTenSeconds() {
    assertServes("-Dserving.seconds=10");
  }

  private static void assertServes(String... options) {
    assertThat(OtherJvm.run(Serving.class, options))
        .containsExactly(
            "all took part", "equal", "0 bytes, 0 objects a step, 0 times stopped", "0 locks held");
  }

  /** Callers that share workers get those that are free, and the same bits. */
  @Test
  void virtualThreadsShareWorkers() throws Exception {
    Network network = Network.create(4, LayerSpec.lstm(40), 1);
    Input input = new Input.Rows(Samples.normal(150, 4, 2));
    int[] slots = new int[150];
    for (int r = 0; r < slots.length; r++) {
      slots[r] = slots.length - 1 - r;
    }
    try (Workers workers = Workers.of(3);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int client = 0; client < 12; client++) {
        Workers own = client == 0 ? Workers.serial() : workers;
        answers.add(threads.submit(() -> states(network, slots, input, own)));
      }
      for (Future<float[]> answer : answers) {
        assertThat(answer.get()).isEqualTo(answers.getFirst().get());
      }
    }
  }

  private static float[] states(Network network, int[] slots, Input input, Workers workers) {
    Network.Pass pass =
        network.pass(PassSettings.predicting(Capacity.of(1, slots.length)).workers(workers));
    float[] slab = new float[slots.length * network.stateLength()];
    Matrix y = Matrix.EMPTY;
    for (int step = 0; step < 4; step++) {
      y = pass.step(slab, slots, input);
    }
    assertThat(y.rows()).isEqualTo(slots.length);
    return slab;
  }
}
