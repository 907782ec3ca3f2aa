package sluice.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.OtherJvm;
import sluice.kernel.Kernels;
import sluice.math.Workers;

/** A whole training ends with the same bits whatever it runs on. */
@Tag("slow")
class SameBitsTest {
  private static String expected = "";

  @BeforeAll
  static void trainWithOneThread() {
    expected = WholeTraining.hash(Workers.serial());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void threads(int threads) {
    try (Workers workers = Workers.of(threads)) {
      assertThat(WholeTraining.hash(workers)).isEqualTo(expected);
    }
  }

  @Test
  void scalarKernels() {
    assertThat(OtherJvm.run(WholeTraining.class, "-Dsluice.kernels=scalar"))
        .containsExactly("scalar 1 " + expected);
  }

  @Test
  void narrowVectors() {
    if (Kernels.get().name().equals("vector")) {
      assertThat(OtherJvm.run(WholeTraining.class, "-Dsluice.kernels=vector", "-Dsluice.lanes=128"))
          .containsExactly("vector 4 " + expected);
    }
  }
}
