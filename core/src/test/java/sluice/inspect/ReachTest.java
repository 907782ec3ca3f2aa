package sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Steps;
import sluice.nn.Initialiser;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;

/**
 * How far a gradient reaches in untrained cells: 100 steps, 32 sequences, 16 inputs, 128 units,
 * weights U(±1/√H), random input, eight seeds; held against what was measured elsewhere in float64.
 */
class ReachTest {
  private static final int STEPS = 100;
  private static final int SEQUENCES = 32;
  private static final int INPUTS = 16;
  private static final int HIDDEN = 128;
  private static final int SEEDS = 8;

  private static List<Reach> measured(LayerSpec spec) {
    return IntStream.rangeClosed(1, SEEDS)
        .mapToObj(seed -> {
          Network network = Network.create(INPUTS, spec, seed);
          Steps steps = Steps.equal(STEPS, SEQUENCES);
          Matrix x = Samples.normal(steps.rows(), INPUTS, 1000 + seed);
          Matrix last = Samples.normal(SEQUENCES, HIDDEN, 2000 + seed);
          return Reach.of(network, new Input.Rows(x), steps, last).get(0);
        })
        .toList();
  }

  /** Mean and deviation over the seeds. */
  private record Figure(double mean, double deviation) {
    static Figure of(List<Reach> all, ToDoubleFunction<Reach> figure) {
      double mean = all.stream().mapToDouble(figure).average().orElseThrow();
      double squares = all.stream().mapToDouble(figure).map(v -> (v - mean) * (v - mean)).sum();
      return new Figure(mean, Math.sqrt(squares / (all.size() - 1)));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f ± %.3f", mean, deviation);
    }
  }

  private static Figure hidden(List<Reach> all) {
    return Figure.of(all, r -> StrictMath.log10(r.hidden().retention(STEPS)));
  }

  private static Figure cell(List<Reach> all) {
    return Figure.of(all, r -> StrictMath.log10(r.cell().retention(STEPS)));
  }

  private static Figure lastTen(List<Reach> all) {
    return Figure.of(all, r -> r.hidden().lastShare(10));
  }

  private static Figure rate(List<Reach> all) {
    return Figure.of(all, r -> r.memory().decay().rate());
  }

  /** RNN −23.9 ± 1.5, slope −0.55 ± 0.04, .997 of it in the last ten steps. */
  @Test
  void aPlainRnnForgets() {
    List<Reach> all = measured(LayerSpec.rnn(HIDDEN));
    near(hidden(all), -23.9, 1.5);
    near(rate(all), -0.55, 0.04);
    near(lastTen(all), 0.997, 0.001);
    assertThat(all).allSatisfy(r -> assertThat(r.hidden().memory().orElseThrow()).isLessThan(12));
  }

  /** Weights × 1.5: −10.8 ± 1.3, slope −0.25; × 2: −4.9 ± 0.8, −0.11. */
  @ParameterizedTest
  @CsvSource({"1.5, -10.8, 1.3, -0.25", "2, -4.9, 0.8, -0.11"})
  void withLargerWeightsItForgetsLater(float times, double log10, double spread, double slope) {
    Initialiser wide = new Initialiser(Initialiser.Kind.UNIFORM, times / (float) Math.sqrt(HIDDEN));
    List<Reach> all =
        measured(
            new LayerSpec.Initialised(
                LayerSpec.rnn(HIDDEN), Optional.of(wide), Optional.of(wide), Optional.empty()));
    near(hidden(all), log10, spread);
    near(rate(all), slope, 0.03);
  }

  @ParameterizedTest
  @CsvSource({
    "0, -20.3, -19.7, 0.5, -0.46, .998",
    "1, -7.4, -6.6, 0.3, -0.16, .92",
    "3, 0.0, 1.2, 0.2, 0.02, .08"
  })
  void anLstmByItsForgetBias(
      float bias, double hidden, double cell, double spread, double slope, double lastTen) {
    List<Reach> all = measured(new LayerSpec.LstmSpec(HIDDEN, bias));
    near(hidden(all), hidden, spread);
    near(cell(all), cell, spread);
    near(rate(all), slope, 0.03);
    near(lastTen(all), lastTen, 0.02);
  }

  /** −3.06 of h, −0.68 ± 0.01 of c, slope −0.016; .85 in the last ten steps, .19 of c. */
  @Test
  void withChronoTheCellRemembersAndTheHiddenStateHidesIt() {
    List<Reach> all = measured(LayerSpec.lstm(HIDDEN).chrono(STEPS));
    near(hidden(all), -3.06, 0.05);
    near(cell(all), -0.68, 0.05);
    near(rate(all), -0.016, 0.002);
    near(lastTen(all), 0.85, 0.01);
    near(Figure.of(all, r -> r.cell().lastShare(10)), 0.19, 0.01);
    assertThat(all).allSatisfy(r -> assertThat(r.cell().memory()).isEmpty());
  }

  private static void near(Figure figure, double expected, double tolerance) {
    assertThat(figure.mean()).isCloseTo(expected, within(tolerance));
    assertThat(figure.deviation()).isLessThan(2 * tolerance);
  }

  /** The gradient of a ragged sequence alone and in a batch is one. */
  @Test
  void sequencesAreCountedFromTheirOwnEnd() {
    Network network = Network.create(2, LayerSpec.lstm(6), 3);
    Matrix x = Samples.normal(9, 2, 4);
    Steps both = Steps.of(6, 3);
    Matrix ragged = Matrix.of(9, 2);
    for (int t = 0; t < 6; t++) {
      System.arraycopy(x.data(), x.at(t), ragged.data(), ragged.at(both.row(t, 0)), 2);
    }
    for (int t = 0; t < 3; t++) {
      System.arraycopy(x.data(), x.at(6 + t), ragged.data(), ragged.at(both.row(t, 1)), 2);
    }
    Matrix last = Samples.normal(2, 6, 5);
    Reach together = Reach.of(network, new Input.Rows(ragged), both, last).get(0);
    Reach one = alone(network, x, 0, 6, last, 0);
    Reach two = alone(network, x, 6, 3, last, 1);
    assertThat(together.cell().steps()).isEqualTo(7);
    for (int k = 0; k < 7; k++) {
      double a = one.cell().norms()[k];
      double b = k < 4 ? two.cell().norms()[k] : 0;
      assertThat(together.cell().norms()[k]).isCloseTo(Math.hypot(a, b), within(1e-9));
    }
  }

  private static Reach alone(
      Network network, Matrix x, int from, int steps, Matrix last, int sequence) {
    Matrix own = Matrix.over(x.data(), x.at(from), steps, 2);
    Matrix gradient = Matrix.over(last.data(), last.at(sequence), 1, 6);
    return Reach.of(network, new Input.Rows(own), Steps.equal(steps, 1), gradient).get(0);
  }
}
