package sluice.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sluice.fixture.OtherJvm;

/** In JVMs of their own: with coverage probes C2 leaves the large tiles uncompiled for minutes. */
class SpeedTest {
  /** Measures for half a second in all and says what is wrong. */
  static final class Short {
    private Short() {}

    /** Throws unless every figure is there. */
    public static void main(String[] arguments) {
      Speed speed = Speed.measure(2, 0.5);
      assertThatAllIsThere(speed.kernels().length() > 0, "kernels");
      assertThatAllIsThere(speed.peaks().stream().allMatch(p -> p.gflops() > 0), "peaks");
      assertThatAllIsThere(speed.products().stream().allMatch(p -> p.share() > 0), "products");
      assertThatAllIsThere(speed.trainings().stream().allMatch(t -> t.tokens() > 0), "trainings");
      assertThatAllIsThere(
          speed.latencies().stream().allMatch(l -> l.slowest() >= l.microseconds()), "latencies");
      OtherJvm.print(
          speed.peaks().stream().map(Speed.PeakFigure::threads).toList()
              + " "
              + speed.products().size()
              + " "
              + speed.trainings().size()
              + " "
              + speed.latencies().size());
    }

    private static void assertThatAllIsThere(boolean holds, String what) {
      if (!holds) {
        throw new AssertionError(what);
      }
    }
  }

  @Test
  void everyFigureIsThereAndPositive() {
    assertThat(OtherJvm.run(Short.class)).containsExactly("[1, 2] 8 2 4");
  }
}
