package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void aConstantRateStays() {
    Schedule.Running running = new Schedule.Constant().start(0.3);
    running.observe(1);
    assertThat(running.rate(0)).isEqualTo(0.3);
    assertThat(running.rate(1_000_000)).isEqualTo(0.3);
    assertThat(running.state()).isEmpty();
    running.restore(new double[0]);
  }

  @Test
  void exponentialDecayIsSmooth() {
    Schedule.Running running = new Schedule.Exponential(0.5, 10, false).start(0.8);
    assertThat(running.rate(0)).isEqualTo(0.8);
    assertThat(running.rate(5)).isCloseTo(0.8 * Math.sqrt(0.5), within(1e-15));
    assertThat(running.rate(10)).isCloseTo(0.4, within(1e-15));
    assertThat(running.rate(30)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void exponentialDecayCanBeAStaircase() {
    Schedule.Running running = new Schedule.Exponential(0.5, 10, true).start(0.8);
    assertThat(running.rate(9)).isEqualTo(0.8);
    assertThat(running.rate(10)).isEqualTo(0.4);
    assertThat(running.rate(19)).isEqualTo(0.4);
    assertThat(running.rate(20)).isEqualTo(0.2);
    assertThat(running.state()).isEmpty();
  }

  @Test
  void onAPlateauTheRateFalls() {
    Schedule.Running running = new Schedule.Plateau(0.5, 2, 0).start(1);
    observe(running, 1, 3.0); // the first is a best
    observe(running, 1, 3.0); // one without
    observe(running, 0.5, 3.1); // two without
    observe(running, 0.5, 2.9); // a best
    observe(running, 0.5, 2.9);
    observe(running, 0.25, 2.9);
    observe(running, 0.25, 5);
    observe(running, 0.125, 4);
  }

  private static void observe(Schedule.Running running, double rateAfter, double loss) {
    running.observe(loss);
    assertThat(running.rate(7)).isEqualTo(rateAfter);
  }

  @Test
  void aPlateauNeverLeadsBelowTheLeastRate() {
    Schedule.Running running = new Schedule.Plateau(0.5, 1, 0.3).start(1);
    observe(running, 1, 1);
    observe(running, 0.5, 1);
    observe(running, 0.3, 1);
    observe(running, 0.3, 1);
    Schedule.Running low = new Schedule.Plateau(0.5, 1, 0.3).start(0.2);
    observe(low, 0.2, 1);
    observe(low, 0.2, 1); // it was below already: it does not rise
  }

  @Test
  void aPlateauGoesOnFromItsState() {
    Schedule.Plateau plateau = new Schedule.Plateau(0.1, 3, 1e-9);
    double[] losses = {5, 4, 4, 4.5, 4, 3, 3, 3, 3, 2, 2};
    Schedule.Running whole = plateau.start(1);
    for (int cut = 0; cut <= losses.length; cut++) {
      Schedule.Running before = plateau.start(1);
      for (int i = 0; i < cut; i++) {
        before.observe(losses[i]);
      }
      Schedule.Running after = plateau.start(1);
      after.restore(before.state());
      assertThat(after.rate(0)).isEqualTo(before.rate(0));
      for (int i = cut; i < losses.length; i++) {
        after.observe(losses[i]);
      }
      if (cut == 0) {
        whole = after;
      }
      assertThat(after.state()).isEqualTo(whole.state());
    }
    assertThat(whole.rate(0)).isCloseTo(0.01, within(1e-15));
  }

  @Test
  void aValueHoldsUpToAndAtItsBoundary() {
    Schedule.Running running =
        new Schedule.Piecewise(List.of(10L, 20L), List.of(0.1, 0.05, 0.01)).start(7);
    long[] steps = {0, 10, 11, 20, 21, 1_000_000};
    double[] rates = {0.1, 0.1, 0.05, 0.05, 0.01, 0.01};
    for (int i = 0; i < steps.length; i++) {
      assertThat(running.rate(steps[i])).as("step %d", steps[i]).isEqualTo(rates[i]);
    }
  }

  @Test
  void polynomialDecayComesToItsEnd() {
    Schedule.Running running = new Schedule.Polynomial(0.1, 10, 2, false).start(1.1);
    assertThat(running.rate(0)).isEqualTo(1.1);
    assertThat(running.rate(5)).isCloseTo(0.1 + 0.25, within(1e-15));
    assertThat(running.rate(10)).isEqualTo(0.1);
    assertThat(running.rate(99)).isEqualTo(0.1);
    Schedule.Running cycle = new Schedule.Polynomial(0.1, 10, 1, true).start(1.1);
    assertThat(cycle.rate(0)).isEqualTo(1.1);
    assertThat(cycle.rate(10)).isCloseTo(0.1, within(1e-15));
    assertThat(cycle.rate(11)).isCloseTo(0.1 + 1 - 11 / 20., within(1e-15));
    assertThat(cycle.rate(20)).isCloseTo(0.1, within(1e-15));
    assertThat(cycle.rate(25)).isCloseTo(0.1 + 1 - 25 / 30., within(1e-15));
  }

  @Test
  void aCosineFallsAndMayBeginAnew() {
    Schedule.Running once = new Schedule.Cosine(0.2, 10, false, 1).start(1);
    assertThat(once.rate(0)).isEqualTo(1);
    assertThat(once.rate(5)).isCloseTo(0.6, within(1e-15));
    assertThat(once.rate(10)).isCloseTo(0.2, within(1e-15));
    assertThat(once.rate(11)).isCloseTo(0.2, within(1e-15));
    Schedule.Running anew = new Schedule.Cosine(0, 10, true, 2).start(1);
    assertThat(anew.rate(9)).isCloseTo((1 + Math.cos(Math.PI * 0.9)) / 2, within(1e-15));
    assertThat(anew.rate(10)).isEqualTo(1);
    assertThat(anew.rate(20)).isCloseTo(0.5, within(1e-15)); // half of the next 20
    assertThat(anew.rate(30)).isEqualTo(1);
    assertThat(anew.rate(50)).isCloseTo(0.5, within(1e-15)); // half of the next 40
  }

  /** PyTorch's OneCycleLR(max_lr=1, total_steps=10, pct_start=0.3): its formula by hand. */
  @Test
  void oneCycleRisesAndFalls() {
    Schedule.Running running = new Schedule.OneCycle(10, 0.3).start(1);
    assertThat(running.rate(0)).isCloseTo(0.04, within(1e-15));
    assertThat(running.rate(1)).isCloseTo(0.52, within(1e-15));
    assertThat(running.rate(2)).isCloseTo(1, within(1e-15));
    double low = 0.04 / 1e4;
    for (int step = 3; step < 10; step++) {
      double expected = low + (1 - low) / 2 * (1 + Math.cos(Math.PI * (step - 2) / 7));
      assertThat(running.rate(step)).isCloseTo(expected, within(1e-12));
    }
    assertThat(running.rate(50)).isCloseTo(low, within(1e-15));
  }

  @Test
  void aBoldDriverRaisesAndCuts() {
    Schedule.BoldDriver bold = new Schedule.BoldDriver(1.1, 0.5);
    double[] losses = {5, 4, 3, 3, 4, 3.5};
    double[] rates = {1, 1.1, 1.21, 1.21, 0.605, 0.6655};
    for (int cut = 0; cut <= losses.length; cut++) {
      Schedule.Running running = bold.start(1);
      for (int i = 0; i < losses.length; i++) {
        if (i == cut) { // goes on from its state
          Schedule.Running after = bold.start(77);
          after.restore(running.state());
          running = after;
        }
        running.observe(losses[i]);
        assertThat(running.rate(3)).isCloseTo(rates[i], within(1e-12));
      }
    }
  }

  @Test
  void aWarmUpStandsInFrontOfAny() {
    Schedule.Running running =
        new Schedule.WarmUp(4, new Schedule.Exponential(0.5, 1, true)).start(0.8);
    double[] rates = {0.2, 0.4, 0.6, 0.8, 0.8, 0.4, 0.2};
    for (int step = 0; step < rates.length; step++) {
      assertThat(running.rate(step)).isCloseTo(rates[step], within(1e-15));
    }
    Schedule.Running plateau = new Schedule.WarmUp(2, new Schedule.Plateau(0.5, 1, 0)).start(1);
    plateau.observe(1);
    plateau.observe(2);
    assertThat(plateau.rate(0)).isEqualTo(0.25);
    assertThat(plateau.rate(9)).isEqualTo(0.5);
    Schedule.Running resumed = new Schedule.WarmUp(2, new Schedule.Plateau(0.5, 1, 0)).start(9);
    resumed.restore(plateau.state());
    assertThat(resumed.rate(9)).isEqualTo(0.5);
    assertThat(resumed.state()).isEqualTo(plateau.state());
  }

  @Test
  void settingsOfLaterSchedulesAreChecked() {
    assertRefused(
        () -> new Schedule.Piecewise(List.of(5L, 5L), List.of(1.0, 1.0, 1.0)),
        "a piecewise schedule needs rising boundaries and one more rate above 0, had [5, 5] and"
            + " [1.0, 1.0, 1.0]");
    assertRefused(() -> new Schedule.Piecewise(List.of(5L), List.of(1.0)), "a piecewise");
    assertRefused(() -> new Schedule.Piecewise(List.of(-1L), List.of(1.0, 1.0)), "a piecewise");
    assertRefused(() -> new Schedule.Piecewise(List.of(), List.of(0.0)), "a piecewise");
    assertRefused(() -> new Schedule.Polynomial(-1, 1, 1, true), "polynomial decay needs an end");
    assertRefused(() -> new Schedule.Polynomial(0, 0, 1, true), "had 0.0, 0, 1.0");
    assertRefused(() -> new Schedule.Polynomial(0, 1, 0, true), "had 0.0, 1, 0.0");
    assertRefused(() -> new Schedule.Cosine(Double.NaN, 1, true, 1), "a cosine schedule needs");
    assertRefused(() -> new Schedule.Cosine(0, 0, true, 1), "had 0.0, 0, 1");
    assertRefused(() -> new Schedule.Cosine(0, 1, true, 0), "had 0.0, 1, 0");
    assertRefused(() -> new Schedule.OneCycle(1, 0.3), "one cycle needs at least 2 steps");
    assertRefused(() -> new Schedule.OneCycle(9, 1), "had 9 and 1.0");
    assertRefused(() -> new Schedule.BoldDriver(0.9, 0.5), "a bold driver needs a raise");
    assertRefused(() -> new Schedule.BoldDriver(1.1, 1), "had 1.1 and 1.0");
    assertRefused(
        () -> new Schedule.WarmUp(0, new Schedule.Constant()),
        "a warm-up needs at least 1 step, had 0");
  }

  private static void assertRefused(Runnable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessageContaining(message);
  }

  @Test
  void settingsAreChecked() {
    for (double wrong : new double[] {0, 1.1, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Schedule.Exponential(wrong, 10, false))
          .withMessageContaining(
              "decay must be above 0 and at most 1 over at least 1 step, was " + wrong);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Exponential(0.5, 0, false))
        .withMessageContaining("was 0.5 over 0");
    new Schedule.Exponential(1, 1, true);
    for (double wrong : new double[] {0, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Schedule.Plateau(wrong, 1, 0))
          .withMessageContaining("a plateau schedule needs 0 < factor < 1");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Plateau(0.5, 0, 0))
        .withMessageContaining("had 0.5, 0, 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Plateau(0.5, 1, -1))
        .withMessageContaining("had 0.5, 1, -1.0");
  }
}
