package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.nn.Gradients;
import sluice.nn.Weight;

class OptimizerTest {
  private static final int STEPS = 20;

  private final Weight first = weight("first", 5, 7, 1);
  private final Weight second = weight("second", 1, 9, 2);
  private final Gradients gradients = new Gradients(List.of(first, second));

  private static Weight weight(String name, int rows, int columns, long seed) {
    Weight weight = new Weight(name, rows, columns, Weight.Role.TRAINED);
    weight.values().set(Samples.normal(rows, columns, seed));
    return weight;
  }

  /** The gradients of a step: fixed numbers of changing size, four times too large. */
  private double gather(int step) {
    gradients.clear();
    for (int i = 0; i < 2; i++) {
      Matrix g = gradients.gradient(i);
      g.set(Samples.normal(g.rows(), g.columns(), 100L * step + i, 4f / (1 + step % 3)));
    }
    gradients.finish(0.25);
    return step;
  }

  /** A rule for one number: given its gradient at steps 1, 2 …, what is subtracted. */
  private interface Rule {
    double update(double gradient);
  }

  /** Runs an optimiser and a rule in double precision beside each other. */
  private void assertFollows(Optimizer optimizer, java.util.function.Supplier<Rule> rules) {
    int n = first.size() + second.size();
    double[] expected = new double[n];
    Rule[] rule = new Rule[n];
    for (int j = 0; j < n; j++) {
      expected[j] = value(j);
      rule[j] = rules.get();
    }
    for (int step = 1; step <= STEPS; step++) {
      int now = step;
      long version = first.version();
      assertThat(optimizer.step(() -> gather(now))).isEqualTo(step);
      assertThat(first.version()).isGreaterThan(version);
      assertThat(optimizer.steps()).isEqualTo(step);
      for (int j = 0; j < n; j++) {
        expected[j] -= rule[j].update(0.25 * gradient(j));
        assertThat((double) value(j))
            .as("value %d after step %d", j, step)
            .isCloseTo(expected[j], within(2e-6));
      }
    }
  }

  private float value(int j) {
    return j < first.size() ? first.values().data()[j] : second.values().data()[j - first.size()];
  }

  private float gradient(int j) {
    return j < first.size()
        ? gradients.gradient(0).data()[j]
        : gradients.gradient(1).data()[j - first.size()];
  }

  @Test
  void descentFollowsTheGradient() {
    assertFollows(
        new Sgd(new Sgd.Config(0.05, 0), gradients, Clip.NONE), () -> gradient -> 0.05 * gradient);
  }

  @Test
  void momentumGathersGradients() {
    assertFollows(
        new Sgd(new Sgd.Config(0.05, 0.9), gradients, Clip.NONE),
        () ->
            new Rule() {
              private double velocity;

              @Override
              public double update(double gradient) {
                velocity = 0.9 * velocity + gradient;
                return 0.05 * velocity;
              }
            });
  }

  /** Kingma &amp; Ba's algorithm 1, as printed. */
  private static Rule adam(Adam.Config config) {
    return new Rule() {
      private double m;
      private double v;
      private int t;

      @Override
      public double update(double gradient) {
        t++;
        m = config.beta1() * m + (1 - config.beta1()) * gradient;
        v = config.beta2() * v + (1 - config.beta2()) * gradient * gradient;
        double mHat = m / (1 - StrictMath.pow(config.beta1(), t));
        double vHat = v / (1 - StrictMath.pow(config.beta2(), t));
        return config.rate() * mHat / (StrictMath.sqrt(vHat) + config.epsilon());
      }
    };
  }

  @Test
  void adamIsBiasCorrected() {
    Adam.Config config = Adam.Config.DEFAULT.rate(0.01);
    assertFollows(new Adam(config, gradients, Clip.NONE), () -> adam(config));
  }

  @Test
  void adamUsesItsSettings() {
    Adam.Config config = new Adam.Config(0.02, 0.5, 0.9, 0.3);
    assertFollows(new Adam(config, gradients, Clip.NONE), () -> adam(config));
  }

  /**
   * Minimising ½w² − 3w from w = 1, as PyTorch's optimisers do it with a rate of 0.1: the numbers
   * of five steps, computed from their published rules in double precision.
   */
  @Test
  void knownPaths() {
    assertPath(
        gradients -> clip -> new Sgd(new Sgd.Config(0.1, 0), gradients, clip),
        1.2,
        1.38,
        1.542,
        1.6878,
        1.81902);
    assertPath(
        gradients -> clip -> new Sgd(new Sgd.Config(0.1, 0.9), gradients, clip),
        1.2,
        1.56,
        2.028,
        2.5464,
        3.05832);
    assertPath(
        gradients -> clip -> new Adam(Adam.Config.DEFAULT.rate(0.1), gradients, clip),
        1.0999999995,
        1.1998335134,
        1.2993766072,
        1.3984951037,
        1.4970442174);
  }

  private static void assertPath(
      java.util.function.Function<Gradients, java.util.function.Function<Clip, Optimizer>> maker,
      double... path) {
    Weight w = new Weight("w", 1, 1, Weight.Role.TRAINED);
    w.values().set(0, 0, 1);
    Gradients gradients = new Gradients(List.of(w));
    Optimizer optimizer = maker.apply(gradients).apply(Clip.NONE);
    for (double expected : path) {
      double loss =
          optimizer.step(() -> {
            float value = w.values().get(0, 0);
            gradients.clear();
            gradients.gradient(0).set(0, 0, value - 3);
            gradients.finish(1);
            return 0.5 * value * value - 3 * value;
          });
      assertThat(loss).isNegative();
      assertThat((double) w.values().get(0, 0)).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void theRateCanBeChangedBetweenSteps() {
    for (BiFunction<Double, Gradients, Optimizer> maker :
        List.<BiFunction<Double, Gradients, Optimizer>>of(
            (rate, g) -> new Sgd(new Sgd.Config(rate, 0), g, Clip.NONE),
            (rate, g) -> new Adam(Adam.Config.DEFAULT.rate(rate), g, Clip.NONE))) {
      Optimizer optimizer = maker.apply(0.5, gradients);
      assertThat(optimizer.rate()).isEqualTo(0.5);
      optimizer.rate(0);
      float[] before = first.values().toArray();
      optimizer.step(() -> gather(1));
      assertThat(first.values().toArray()).isEqualTo(before);
      optimizer.rate(0.25);
      assertThat(optimizer.rate()).isEqualTo(0.25);
      optimizer.step(() -> gather(1));
      assertThat(first.values().toArray()).isNotEqualTo(before);
      assertThat(optimizer.lookahead()).isFalse();
      assertThat(optimizer.fullBatch()).isFalse();
    }
  }

  @Test
  void tensorsAndCountersCarryOnExactly() {
    for (BiFunction<Double, Gradients, Optimizer> maker :
        List.<BiFunction<Double, Gradients, Optimizer>>of(
            (rate, g) -> new Sgd(new Sgd.Config(rate, 0.9), g, Clip.norm(2)),
            (rate, g) -> new Adam(Adam.Config.DEFAULT.rate(rate), g, Clip.norm(2)))) {
      Optimizer one = maker.apply(0.1, gradients);
      for (int step = 1; step <= 3; step++) {
        int now = step;
        one.step(() -> gather(now));
      }
      float[] values = first.values().toArray();
      List<Matrix> tensors =
          one.tensors().stream().map(Optimizer.Named::values).map(Matrix::copy).toList();
      one.step(() -> gather(4));
      float[] expected = first.values().toArray();

      Optimizer two = maker.apply(0.1, gradients);
      for (int i = 0; i < tensors.size(); i++) {
        assertThat(two.tensors().get(i).name()).isEqualTo(one.tensors().get(i).name());
        two.tensors().get(i).values().set(tensors.get(i));
      }
      two.steps(3);
      System.arraycopy(values, 0, first.values().data(), 0, values.length);
      two.step(() -> gather(4));
      assertThat(first.values().toArray()).isEqualTo(expected);
    }
  }

  @Test
  void tensorsAreNamedAfterTheirWeights() {
    assertThat(names(new Sgd(new Sgd.Config(0.1, 0), gradients, Clip.NONE))).isEmpty();
    assertThat(names(new Sgd(new Sgd.Config(0.1, 0.5), gradients, Clip.NONE)))
        .containsExactly("velocity.first", "velocity.second");
    assertThat(names(new Adam(Adam.Config.DEFAULT, gradients, Clip.NONE)))
        .containsExactly("m.first", "v.first", "m.second", "v.second");
  }

  private static List<String> names(Optimizer optimizer) {
    return optimizer.tensors().stream().map(Optimizer.Named::name).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aRateMustBeAboveZero(double rate) {
    String message = "the learning rate must be above 0 and finite, was " + rate;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd.Config(rate, 0))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adam.Config.DEFAULT.rate(rate))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void memoriesMustBeBelowOne(double value) {
    String rest = " must be at least 0 and below 1, was " + value;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd.Config(0.1, value))
        .withMessage("momentum" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam.Config(0.1, value, 0.9, 1e-8))
        .withMessage("beta1" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam.Config(0.1, 0.9, value, 1e-8))
        .withMessage("beta2" + rest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam.Config(0.1, 0.9, 0.9, 0))
        .withMessage("epsilon must be above 0, was 0.0");
  }
}
