package sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The textbook and Sluice do the same work, so the loops say that the workloads are right. */
class TextbookTest {
  @ParameterizedTest
  @EnumSource(names = {"C1", "C2"})
  void trainsAsSluiceDoes(Workload work) {
    trainsTheSame(work, 3);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(names = {"C3", "C5"})
  void trainsLargerOnesAsSluiceDoes(Workload work) {
    trainsTheSame(work, 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"I1", "I3"})
  void infersAsSluiceDoes(Workload work) {
    try (Engine.Task own = new Sluice().prepare(work, 2);
        Engine.Task loops = new Textbook().prepare(work, 1)) {
      for (int s = 0; s < 3; s++) { // more than one, as I3 carries its state
        own.step();
        loops.step();
      }
      float[] expected = loops.output();
      float[] found = own.output();
      assertThat(found).hasSameSizeAs(expected);
      for (int j = 0; j < found.length; j++) {
        assertThat(found[j]).isCloseTo(expected[j], within(1e-5f));
      }
    }
  }

  /** Later losses are those of changed weights: they hold gradients and optimiser to account. */
  private static void trainsTheSame(Workload work, int steps) {
    try (Engine.Task own = new Sluice().prepare(work, 2);
        Engine.Task loops = new Textbook().prepare(work, 1)) {
      for (int s = 0; s < steps; s++) {
        own.step();
        loops.step();
        assertThat(own.loss()).isCloseTo(loops.loss(), within(1e-4));
      }
    }
  }
}
