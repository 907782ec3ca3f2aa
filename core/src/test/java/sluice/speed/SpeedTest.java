package sluice.speed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeedTest {
  @Test
  void everyFigureIsThereAndPositive() {
    Speed speed = Speed.measure(2, 0.5);
    assertThat(speed.kernels()).isNotEmpty();
    assertThat(speed.peaks()).extracting(Speed.PeakFigure::threads).containsExactly(1, 2);
    assertThat(speed.peaks()).allMatch(peak -> peak.gflops() > 0);
    assertThat(speed.products()).hasSize(8).allMatch(product -> product.share() > 0);
    assertThat(speed.trainings()).hasSize(2).allMatch(training -> training.tokens() > 0);
    assertThat(speed.latencies())
        .hasSize(4)
        .allMatch(latency -> latency.slowest() >= latency.microseconds());
  }

  @Test
  void oneThreadIsMeasuredOnce() {
    assertThat(Speed.measure(1, 0.1).peaks()).hasSize(1);
  }
}
