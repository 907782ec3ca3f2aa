package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

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
