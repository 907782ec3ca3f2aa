package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.fixture.Samples;
import sluice.math.Matrix;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Weight;

/** Each method beside its published equations in double precision, written once more by hand. */
class MethodTest {
  private static final int STEPS = 50;
  private static final double A = 0.01; // rate
  private static final double E = 1e-6; // epsilon

  /** A rule for one number: given a gradient, what is subtracted. */
  private interface Rule {
    double update(double g);
  }

  private static final class Momentum implements Rule {
    private double m;

    @Override
    public double update(double g) {
      m = 0.9 * m + A * g;
      return m;
    }
  }

  private static final class AdaGrad implements Rule {
    private double squares;

    @Override
    public double update(double g) {
      squares += g * g;
      return A * g / Math.sqrt(squares + E);
    }
  }

  private static final class RmsProp implements Rule {
    private double squares;

    @Override
    public double update(double g) {
      squares = 0.9 * squares + 0.1 * g * g;
      return A * g / Math.sqrt(squares + E);
    }
  }

  private static final class AdaDelta implements Rule {
    private double squares;
    private double moves;

    @Override
    public double update(double g) {
      squares = 0.95 * squares + 0.05 * g * g;
      double move = Math.sqrt(moves + E) / Math.sqrt(squares + E) * g;
      moves = 0.95 * moves + 0.05 * move * move;
      return move;
    }
  }

  /** Adam and what is made of it; the last letter of each says what differs. */
  private enum Kind {
    CORRECTED,
    NOT_CORRECTED,
    INSIDE,
    INSIDE_NOT_CORRECTED,
    AMSGRAD,
    NADAM
  }

  private static final class Adam implements Rule {
    private final Kind kind;
    private double m;
    private double v;
    private double largest;
    private int t;

    Adam(Kind kind) {
      this.kind = kind;
    }

    @Override
    public double update(double g) {
      t++;
      m = 0.9 * m + 0.1 * g;
      v = 0.99 * v + 0.01 * g * g;
      largest = Math.max(largest, v);
      double mHat = m / (1 - StrictMath.pow(0.9, t));
      double vHat = v / (1 - StrictMath.pow(0.99, t));
      return switch (kind) {
        case CORRECTED -> A * mHat / (Math.sqrt(vHat) + E);
        case NOT_CORRECTED -> A * m / (Math.sqrt(v) + E);
        case INSIDE -> A * mHat / Math.sqrt(vHat + E);
        case INSIDE_NOT_CORRECTED -> A * m / Math.sqrt(v + E);
        case AMSGRAD -> A * mHat / (Math.sqrt(largest / (1 - StrictMath.pow(0.99, t))) + E);
        case NADAM ->
            A
                * (0.9 * m / (1 - StrictMath.pow(0.9, t + 1))
                    + 0.1 * g / (1 - StrictMath.pow(0.9, t)))
                / (Math.sqrt(vHat) + E);
      };
    }
  }

  static List<Arguments> methods() {
    return List.of(
        of(new Method.Momentum(A, 0.9), Momentum::new),
        of(new Method.AdaGrad(A, E), AdaGrad::new),
        of(new Method.RmsProp(A, 0.9, E), RmsProp::new),
        of(new Method.AdaDelta(1, 0.95, E), AdaDelta::new),
        of(new Method.PrintedAdam(A, 0.9, 0.99, E, true, false), () -> new Adam(Kind.CORRECTED)),
        of(
            new Method.PrintedAdam(A, 0.9, 0.99, E, false, false),
            () -> new Adam(Kind.NOT_CORRECTED)),
        of(new Method.PrintedAdam(A, 0.9, 0.99, E, true, true), () -> new Adam(Kind.INSIDE)),
        of(
            new Method.PrintedAdam(A, 0.9, 0.99, E, false, true),
            () -> new Adam(Kind.INSIDE_NOT_CORRECTED)),
        of(new Method.AmsGrad(A, 0.9, 0.99, E), () -> new Adam(Kind.AMSGRAD)),
        of(new Method.Nadam(A, 0.9, 0.99, E), () -> new Adam(Kind.NADAM)));
  }

  private static Arguments of(Method method, Supplier<Rule> rule) {
    return Arguments.of(method, rule);
  }

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

  private float value(int j) {
    return j < 35 ? first.values().data()[j] : second.values().data()[j - 35];
  }

  private float gradient(int j) {
    return j < 35 ? gradients.gradient(0).data()[j] : gradients.gradient(1).data()[j - 35];
  }

  @ParameterizedTest
  @MethodSource("methods")
  void followsItsEquations(Method method, Supplier<Rule> rules) {
    Descent descent = new Descent(method, gradients, Clip.NONE);
    assertThat(descent.rate()).isEqualTo(method.rate());
    assertThat(descent.lookahead()).isFalse();
    assertThat(descent.fullBatch()).isFalse();
    double[] expected = new double[44];
    List<Rule> rule = new ArrayList<>();
    for (int j = 0; j < 44; j++) {
      expected[j] = value(j);
      rule.add(rules.get());
    }
    for (int step = 1; step <= STEPS; step++) {
      int now = step;
      long version = first.version();
      assertThat(descent.step(() -> gather(now))).isEqualTo(step);
      assertThat(first.version()).isGreaterThan(version);
      assertThat(descent.steps()).isEqualTo(step);
      for (int j = 0; j < 44; j++) {
        expected[j] -= rule.get(j).update(0.25 * gradient(j));
        assertThat((double) value(j))
            .as("value %d after step %d", j, step)
            .isCloseTo(expected[j], within(5e-6));
      }
    }
  }

  static List<Method> all() {
    List<Method> all = new ArrayList<>();
    methods().forEach(one -> all.add((Method) one.get()[0]));
    all.add(new Method.Nesterov(A, 0.9));
    return all;
  }

  static List<Function<Gradients, Optimizer>> optimizers() {
    List<Function<Gradients, Optimizer>> optimizers = new ArrayList<>();
    all().forEach(method -> optimizers.add(g -> new Descent(method, g, Clip.norm(2))));
    optimizers.add(g -> new Lbfgs(new Lbfgs.Config(1, 2, 5), g));
    optimizers.add(g -> new Sgd(new Sgd.Config(0.1, 0), g, Clip.norm(2)));
    optimizers.add(g -> new sluice.optim.Adam(sluice.optim.Adam.Config.DEFAULT, g, Clip.norm(2)));
    return optimizers;
  }

  /** A bowl: what is asked for at the weights as they are. */
  private double bowl() {
    gradients.clear();
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      Matrix w = gradients.weight(i).values();
      for (int j = 0; j < w.size(); j++) {
        float steep = 1 + j % 5;
        gradients.gradient(i).data()[j] = steep * (w.data()[j] - 0.5f);
        sum += steep * (w.data()[j] - 0.5) * (w.data()[j] - 0.5) / 2;
      }
    }
    gradients.finish(1);
    return sum;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void tensorsAndCountersCarryOnExactly(Function<Gradients, Optimizer> maker) {
    Optimizer one = maker.apply(gradients);
    for (int step = 1; step <= 4; step++) {
      one.step(this::bowl);
    }
    float[] values = first.values().toArray();
    float[] others = second.values().toArray();
    List<Matrix> tensors =
        one.tensors().stream().map(Optimizer.Named::values).map(Matrix::copy).toList();
    one.step(this::bowl);
    one.step(this::bowl);
    float[] expected = first.values().toArray();

    Optimizer two = maker.apply(gradients);
    for (int i = 0; i < tensors.size(); i++) {
      assertThat(two.tensors().get(i).name()).isEqualTo(one.tensors().get(i).name());
      two.tensors().get(i).values().set(tensors.get(i));
    }
    two.steps(4);
    System.arraycopy(values, 0, first.values().data(), 0, values.length);
    System.arraycopy(others, 0, second.values().data(), 0, others.length);
    two.step(this::bowl);
    two.step(this::bowl);
    assertThat(first.values().toArray()).isEqualTo(expected);
    assertThat(two.steps()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void workersChangeNoBit(Function<Gradients, Optimizer> maker) {
    Weight alone = weight("w", 700, 301, 3);
    Weight shared = weight("w", 700, 301, 3);
    try (Workers workers = Workers.of(3)) {
      for (Weight w : List.of(alone, shared)) {
        Gradients own = new Gradients(List.of(w));
        own.workers(w.equals(shared) ? workers : Workers.serial());
        Optimizer optimizer = maker.apply(own);
        for (int step = 0; step < 3; step++) {
          optimizer.step(() -> {
            own.clear();
            double sum = 0;
            for (int j = 0; j < w.size(); j++) {
              own.gradient(0).data()[j] = w.values().data()[j];
              sum += 0.5 * w.values().data()[j] * w.values().data()[j];
            }
            own.finish(1);
            return sum;
          });
        }
      }
    }
    assertThat(shared.values().toArray()).isEqualTo(alone.values().toArray());
  }

  /** Half the rate for one weight, none for the other, whose gradient is no part of the norm. */
  @ParameterizedTest
  @MethodSource("all")
  void aWeightMayHaveARateOfItsOwnOrNone(Method method) {
    Weight whole = weight("whole", 5, 7, 1);
    Gradients alone = new Gradients(List.of(whole));
    Descent expected = new Descent(method, alone, Clip.norm(1));
    expected.rate(method.rate() / 2);
    gradients.rates(w -> w.equals(first) ? 0.5 : 0);
    Descent descent = new Descent(method, gradients, Clip.norm(1));
    float[] frozen = second.values().toArray();
    for (int step = 1; step <= 5; step++) {
      int now = step;
      descent.step(() -> gather(now));
      expected.step(() -> {
        alone.clear();
        alone.gradient(0).set(gradients.gradient(0));
        alone.finish(0.25);
        return now;
      });
      assertThat(alone.norm()).isEqualTo(gradients.norm());
    }
    assertThat(first.values().toArray()).isEqualTo(whole.values().toArray());
    assertThat(second.values().toArray()).isEqualTo(frozen);
  }

  /** AdamW, algorithm 2 of Loshchilov &amp; Hutter, in double precision. */
  @Test
  void decayIsApartFromTheGradient() {
    gradients.decays(w -> w.equals(first) ? 0.1 : 0);
    sluice.optim.Adam adamW =
        new sluice.optim.Adam(new sluice.optim.Adam.Config(A, 0.9, 0.99, E), gradients, Clip.NONE);
    double[] expected = new double[44];
    List<Rule> rule = new ArrayList<>();
    for (int j = 0; j < 44; j++) {
      expected[j] = value(j);
      rule.add(new Adam(Kind.CORRECTED));
    }
    for (int step = 1; step <= STEPS; step++) {
      int now = step;
      adamW.step(() -> gather(now));
      for (int j = 0; j < 44; j++) {
        expected[j] *= j < 35 ? 1 - A * 0.1 : 1;
        expected[j] -= rule.get(j).update(0.25 * gradient(j));
        assertThat((double) value(j)).isCloseTo(expected[j], within(5e-6));
      }
    }
  }

  @Test
  void whatFailsAheadLeavesTheWeights() {
    Descent nesterov = new Descent(new Method.Nesterov(A, 0.9), gradients, Clip.NONE);
    nesterov.step(() -> gather(1));
    float[] before = first.values().toArray();
    assertThatThrownBy(() ->
            nesterov.step(() -> {
              assertThat(first.values().toArray()).isNotEqualTo(before);
              throw new IllegalStateException("no finite loss");
            }))
        .hasMessage("no finite loss");
    assertThat(first.values().toArray()).isEqualTo(before);
    assertThat(nesterov.lookahead()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void memoriesMustBeBelowOne(double wrong) {
    String rest = " must be at least 0 and below 1, was " + wrong;
    assertRefused(() -> new Method.Momentum(1, wrong), "momentum" + rest);
    assertRefused(() -> new Method.Nesterov(1, wrong), "momentum" + rest);
    assertRefused(() -> new Method.RmsProp(1, wrong, E), "rho" + rest);
    assertRefused(() -> new Method.AdaDelta(1, wrong, E), "rho" + rest);
    assertRefused(() -> new Method.PrintedAdam(1, wrong, 0, E, true, true), "beta1" + rest);
    assertRefused(() -> new Method.AmsGrad(1, 0, wrong, E), "beta2" + rest);
    assertRefused(() -> new Method.Nadam(1, wrong, 0, E), "beta1" + rest);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void ratesAndEpsilonsMustBeAboveZero(double wrong) {
    String rate = "the learning rate must be above 0 and finite, was " + wrong;
    assertRefused(() -> new Method.Momentum(wrong, 0), rate);
    assertRefused(() -> new Method.Nesterov(wrong, 0), rate);
    assertRefused(() -> new Method.AdaGrad(wrong, E), rate);
    assertRefused(() -> new Method.RmsProp(wrong, 0, E), rate);
    assertRefused(() -> new Method.AdaDelta(wrong, 0, E), rate);
    assertRefused(() -> new Method.Nadam(wrong, 0, 0, E), rate);
    assertRefused(() -> new Lbfgs.Config(wrong, 1, 2), rate);
    String epsilon = "epsilon must be above 0, was " + wrong;
    assertRefused(() -> new Method.AdaGrad(1, wrong), epsilon);
    assertRefused(() -> new Method.RmsProp(1, 0, wrong), epsilon);
    assertRefused(() -> new Method.AdaDelta(1, 0, wrong), epsilon);
    assertRefused(() -> new Method.AmsGrad(1, 0, 0, wrong), epsilon);
    assertRefused(
        () -> new Lbfgs.Config(1, 0, 2),
        "L-BFGS needs a history of at least 1 and at least 2 evaluations, had 0 and 2");
    assertRefused(
        () -> gradients.rates(w -> -1),
        "the rate of first [5, 7] must be at least 0 and finite, was -1.0");
    assertRefused(
        () -> gradients.decays(w -> Double.NaN),
        "the decay of first [5, 7] must be at least 0 and finite, was NaN");
  }

  private static void assertRefused(Runnable settings, String message) {
    assertThatIllegalArgumentException().isThrownBy(settings::run).withMessage(message);
  }
}
