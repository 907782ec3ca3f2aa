package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowTest {

  private static Flow falling(double rate, int steps) {
    return new Flow(
        IntStream.range(0, steps).mapToDouble(k -> 3 * StrictMath.exp(rate * k)).toArray());
  }

  @Test
  void aStraightFallIsFoundExactly() {
    Flow flow = falling(-0.5, 21);
    assertThat(flow.decay().rate()).isCloseTo(-0.5, within(1e-12));
    assertThat(flow.decay().error()).isCloseTo(0, within(1e-7));
    assertThat(flow.decay().rateError()).isCloseTo(0, within(1e-7));
    assertThat(flow.decay().points()).isEqualTo(21);
    assertThat(flow.memory()).hasValue(10); // e^-4.5 = 0.0111, e^-5 = 0.0067
    assertThat(flow.retention(20)).isCloseTo(StrictMath.exp(-10), within(1e-15));
    assertThat(flow.lastShare(10))
        .isCloseTo((1 - StrictMath.exp(-5)) / (1 - StrictMath.exp(-10.5)), within(1e-12));
  }

  /** y = 0 1 0 1 over x = 0 … 3: slope 0.2, residuals −0.2 0.6 −0.6 0.2. */
  @Test
  void theErrorIsThatOfAStraightLine() {
    double e = StrictMath.exp(1);
    Decay decay = new Flow(new double[] {1, e, 1, e}).decay();
    assertThat(decay.rate()).isCloseTo(0.2, within(1e-12));
    assertThat(decay.error()).isCloseTo(Math.sqrt(0.2), within(1e-12));
    assertThat(decay.rateError()).isCloseTo(Math.sqrt(0.8 / 2 / 5), within(1e-12));
  }

  @Test
  void whatFloat32CannotHoldIsInNoFit() {
    Flow flow = falling(-1, 121); // e^-86.3 = 3e-38
    assertThat(flow.decay().points()).isEqualTo(87);
    assertThat(flow.decay().below()).isEqualTo(34);
    assertThat(flow.decay().rate()).isCloseTo(-1, within(1e-12));
    assertThat(flow.isHeld(86)).isTrue();
    assertThat(flow.isHeld(87)).isFalse();
    Flow gone = new Flow(new double[] {1, 0, 0});
    assertThat(gone.decay().rate()).isNaN();
    assertThat(gone.memory()).hasValue(1);
  }

  @Test
  void aGradientThatDoesNotFadeIsRememberedToTheEnd() {
    Flow flow = falling(0.01, 50);
    assertThat(flow.memory()).isEmpty();
    assertThat(flow.decay().rate()).isPositive();
  }
}
