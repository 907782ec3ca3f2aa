package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerTest {

  @Test
  void agreesWithThePowersOfTheLibrary() {
    for (double x : new double[] {0, 0.5, 0.9f, 0.999f, 1, -0.7}) {
      for (long n : new long[] {0, 1, 2, 3, 7, 100, 12_345}) {
        double expected = StrictMath.pow(x, n);
        assertThat(Power.of(x, n)).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
      }
    }
  }

  @Test
  void smallPowersAreExact() {
    assertThat(Power.of(3, 20)).isEqualTo(3_486_784_401.0);
    assertThat(Power.of(2, 1000)).isEqualTo(0x1p1000);
  }
}
