package sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The peers do the very work that Sluice does. Runs with the profile {@code peers} only. */
class PeersTest {
  private static final int STEPS = 3;

  @ParameterizedTest
  @EnumSource(names = {"I1", "I2", "I3"})
  void onnxRuntimeGivesTheSameHiddenStates(Workload work) {
    agree(work, new OnnxRuntime());
  }

  @ParameterizedTest
  @EnumSource(names = {"I1", "I2", "I3"})
  void libtorchGivesTheSameHiddenStates(Workload work) {
    agree(work, new Libtorch());
  }

  @ParameterizedTest
  @EnumSource(names = {"C1", "C2", "C3", "C5"})
  void libtorchTrainsTheSame(Workload work) {
    trainTheSame(work, new Libtorch());
  }

  @ParameterizedTest
  @EnumSource(names = {"I1", "I3"})
  void deeplearning4jGivesTheSameHiddenStates(Workload work) {
    agree(work, new Deeplearning4j());
  }

  @ParameterizedTest
  @EnumSource(names = {"C1", "C2", "C3", "C5"})
  void deeplearning4jTrainsTheSame(Workload work) {
    trainTheSame(work, new Deeplearning4j());
  }

  private static void agree(Workload work, Engine peer) {
    try (Engine.Task own = new Sluice().prepare(work, 1);
        Engine.Task other = peer.prepare(work, 1)) {
      for (int s = 0; s < STEPS; s++) { // more than one, as I3 carries its state
        own.step();
        other.step();
      }
      assertThat(largestDifference(other.output(), own.output())).isLessThan(1e-5);
    }
  }

  private static double largestDifference(float[] one, float[] other) {
    assertThat(one).hasSameSizeAs(other);
    double largest = 0;
    for (int j = 0; j < one.length; j++) {
      largest = Math.max(largest, Math.abs(one[j] - other[j]));
    }
    return largest;
  }

  private static void trainTheSame(Workload work, Engine peer) {
    try (Engine.Task own = new Sluice().prepare(work, 1);
        Engine.Task other = peer.prepare(work, 1)) {
      for (int s = 0; s < STEPS; s++) { // the later losses are those of the changed weights
        own.step();
        other.step();
        assertThat(other.loss()).isCloseTo(own.loss(), within(1e-4));
      }
    }
  }
}
