package sluice.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sluice.fixture.Samples;
import sluice.math.Workers;
import sluice.nn.Gradients;
import sluice.nn.Weight;

class TreatedTest {
  private final Weight w = weight("layers.0.w", 30, 40, 1);
  private final Weight b = weight("layers.0.b", 1, 40, 2);
  private final Weight head = weight("head.w", 40, 3, 3);
  private final List<Weight> weights = List.of(w, b, head);
  private final Gradients gradients = new Gradients(weights);

  private static Weight weight(String name, int rows, int columns, long seed) {
    Weight weight = new Weight(name, rows, columns, Weight.Role.TRAINED);
    weight.values().set(Samples.normal(rows, columns, seed));
    return weight;
  }

  private static final double NO_BOUND = Double.POSITIVE_INFINITY;

  static List<Penalty> penalties() {
    return List.of(
        Penalty.l1(0.3),
        Penalty.l2(0.7),
        Penalty.norm(2),
        Penalty.elastic(0.2, 0.4),
        new Penalty(0.1, 0.2, 0.5, 0, NO_BOUND, true));
  }

  /** Every gradient beside a central difference of the penalty, summed by hand in double. */
  @ParameterizedTest
  @MethodSource("penalties")
  void gradientsAgreeWithDifferences(Penalty penalty) {
    Treated treated = new Treated(List.of(Treatment.all(penalty)), gradients);
    for (int i = 0; i < 3; i++) {
      gradients.gradient(i).set(Samples.normal(gradients.gradient(i).rows(), columns(i), 10 + i));
    }
    float[][] before = new float[3][];
    for (int i = 0; i < 3; i++) {
      before[i] = gradients.gradient(i).toArray();
    }
    gradients.finish(0.25);
    assertThat(treated.penalise()).isCloseTo(value(penalty), within(1e-9 * value(penalty)));
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      float[] values = weights.get(i).values().data();
      for (int j = 0; j < values.length; j++) {
        double g = 0.25 * gradients.gradient(i).data()[j];
        squares += g * g;
        if (j % 7 == 0 && Math.abs(values[j]) > 1e-2) {
          double difference = difference(penalty, values, j);
          assertThat(g - 0.25 * before[i][j]).isCloseTo(difference, within(1e-5));
        }
      }
    }
    assertThat(gradients.norm()).isCloseTo(Math.sqrt(squares), within(1e-4));
  }

  /** Sums by blocks and columns by pieces: the same bits for any threads, and for large weights. */
  @Test
  void threadsChangeNoBit() {
    Weight large = weight("layers.1.w", 700, 210, 4);
    float[] before = large.values().toArray();
    double expected = Double.NaN;
    float[] bounded = {};
    for (int threads : new int[] {1, 2, 3}) {
      large.values().set(Samples.normal(700, 210, 4));
      try (Workers workers = Workers.of(threads)) {
        Gradients some = new Gradients(List.of(w, large)).workers(workers);
        Penalty penalty = new Penalty(0.1, 0.2, 0.3, 0, 20, false);
        Treated treated = new Treated(List.of(Treatment.all(penalty)), some);
        some.finish(1);
        double value = treated.penalise();
        treated.constrain();
        if (threads == 1) {
          expected = value;
          bounded = large.values().toArray();
          assertThat(bounded).isNotEqualTo(before);
        }
        assertThat(value).isEqualTo(expected);
        assertThat(large.values().toArray()).isEqualTo(bounded);
      }
    }
    double sizes = 0;
    double squares = 0;
    double own = 0;
    for (float v : before) {
      sizes += Math.abs(v);
      squares += (double) v * v;
    }
    double ownSizes = 0;
    for (float v : Samples.normal(30, 40, 1).toArray()) {
      ownSizes += Math.abs(v);
      own += (double) v * v;
    }
    double byHand = 0.1 * (sizes + ownSizes) + 0.1 * (squares + own);
    byHand += 0.3 * (Math.sqrt(squares) + Math.sqrt(own));
    assertThat(expected).isCloseTo(byHand, within(1e-9 * byHand));
  }

  private int columns(int i) {
    return gradients.gradient(i).columns();
  }

  private double difference(Penalty penalty, float[] values, int j) {
    float value = values[j];
    float up = value + 1e-3f;
    float down = value - 1e-3f;
    values[j] = up;
    double above = value(penalty);
    values[j] = down;
    double below = value(penalty);
    values[j] = value;
    return (above - below) / ((double) up - down);
  }

  private double value(Penalty penalty) {
    double sum = 0;
    for (Weight weight : weights) {
      if (weight.equals(b) && !penalty.biases()) {
        continue;
      }
      double sizes = 0;
      double squares = 0;
      for (float value : weight.values().data()) {
        sizes += Math.abs(value);
        squares += (double) value * value;
      }
      sum += penalty.l1() * sizes + penalty.l2() / 2 * squares;
      sum += penalty.norm() * Math.sqrt(squares);
    }
    return sum;
  }

  @Test
  void aWeightOfZeroHasNoDirection() {
    w.values().fill(0);
    Treated treated =
        new Treated(
            List.of(new Treatment("layers.0.w", 1, new Penalty(1, 1, 1, 0, NO_BOUND, false))),
            gradients);
    gradients.clear();
    gradients.finish(1);
    assertThat(treated.penalise()).isZero();
    assertThat(gradients.norm()).isZero();
  }

  @Test
  void workersChangeNoBit() {
    float[][] results = new float[2][];
    try (Workers workers = Workers.of(3)) {
      for (int run = 0; run < 2; run++) {
        Weight large = weight("w", 700, 301, 3);
        Gradients own = new Gradients(List.of(large));
        own.workers(run == 0 ? Workers.serial() : workers);
        Treated treated =
            new Treated(
                List.of(Treatment.all(new Penalty(0.1, 0.2, 0.3, 0, NO_BOUND, false))), own);
        own.clear();
        own.finish(0.1);
        assertThat(treated.penalise()).isPositive();
        results[run] = own.gradient(0).toArray();
      }
    }
    assertThat(results[1]).isEqualTo(results[0]);
  }

  @Test
  void columnsAreHeldWithinTheirNorm() {
    w.values().fill(0.01f);
    w.values().set(0, 5, 3);
    w.values().set(1, 5, 4);
    Treated treated = new Treated(List.of(Treatment.all(Penalty.maxNorm(2))), gradients);
    long version = w.version();
    treated.constrain();
    assertThat(w.version()).isGreaterThan(version);
    assertThat((double) w.values().get(0, 5)).isCloseTo(3 * 0.4, within(1e-3));
    assertThat((double) w.values().get(1, 5)).isCloseTo(4 * 0.4, within(1e-3));
    assertThat(w.values().get(0, 4)).isEqualTo(0.01f);
    double squares = 0;
    for (int row = 0; row < 30; row++) {
      squares += w.values().get(row, 5) * (double) w.values().get(row, 5);
    }
    assertThat(Math.sqrt(squares)).isCloseTo(2, within(1e-6));
    assertThat(treated.penalise()).isZero(); // a bound is no part of the objective
  }

  @Test
  void theLastTreatmentThatNamesAWeightCounts() {
    new Treated(
        List.of(
            Treatment.all(Penalty.decay(0.1)),
            new Treatment("layers.*", 0.5, Penalty.decay(0.2)),
            Treatment.frozen("*.b")),
        gradients);
    assertThat(gradients.rate(0)).isEqualTo(0.5);
    assertThat(gradients.rate(1)).isZero();
    assertThat(gradients.rate(2)).isEqualTo(1);
    assertThat(gradients.decay(0)).isEqualTo(0.2);
    assertThat(gradients.decay(1)).isZero();
    assertThat(gradients.decay(2)).isEqualTo(0.1);
    Treatment point = Treatment.frozen("layers.0.w");
    assertThat(point.names(w)).isTrue();
    assertThat(point.names(weight("layersx0.w", 1, 1, 1))).isFalse();
    for (String bias : List.of("layers.3.b", "layers.3.bn", "head.b", "layers.1.gain")) {
      assertThat(Treatment.bias(weight(bias, 1, 1, 1))).isTrue();
    }
    assertThat(Treatment.bias(w)).isFalse();
  }

  @Test
  void badSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Penalty.l1(-1))
        .withMessage(
            "penalties must be at least 0 and finite and the largest norm above 0, were l1 -1.0,"
                + " l2 0.0, norm 0.0, decay 0.0, largest norm Infinity");
    assertThatIllegalArgumentException().isThrownBy(() -> Penalty.l2(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Penalty.norm(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> Penalty.decay(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> Penalty.maxNorm(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Treatment("head.*", -1, Penalty.NONE))
        .withMessage("the rate of head.* must be at least 0 and finite, was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Treatment.frozen(""))
        .withMessage("a treatment needs the names of its weights, had none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Treatment.check(List.of(Treatment.frozen("layer.0.*")), weights))
        .withMessage("no weight is called layer.0.*; there are layers.0.w, layers.0.b, head.w");
    Treatment.check(List.of(Treatment.frozen("layers.0.*")), weights);
  }

  @Test
  void averagesForgetTheirStart() {
    Averaging moving = new Averaging.Exponential(0.99);
    assertThat(moving.share(1, 1, 0)).isCloseTo(1 - 2 / 11., within(1e-12));
    assertThat(moving.share(10_000, 1, 0)).isCloseTo(0.01, within(1e-12));
    Averaging mean = new Averaging.Mean(3);
    assertThat(mean.share(5, 2, 1)).isEqualTo(1);
    assertThat(mean.share(5, 3, 1)).isEqualTo(0.5);
    assertThat(mean.share(5, 3, 4)).isEqualTo(0.2);
    assertThat(new Averaging.None().share(5, 3, 4)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Averaging.Exponential(1))
        .withMessage("decay of an average must be at least 0 and below 1, was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Averaging.Mean(0))
        .withMessage("an average starts with epoch 1 or later, was 0");
  }
}
