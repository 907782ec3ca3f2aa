package sluice.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sluice.fixture.Bits;
import sluice.math.Matrix;

class InitialiserTest {
  private static final int IN = 200;
  private static final int OUT = 120;

  private static LayerSpec initialised(LayerSpec layer, Initialiser first) {
    return new LayerSpec.Initialised(
        layer, Optional.of(first), Optional.of(first), Optional.empty());
  }

  private static Matrix weight(LayerSpec spec, int number) {
    return Network.create(IN, spec, 7).weights().get(number).values();
  }

  /** Deviations of the values as the papers have them; 24,000 values, five deviations of error. */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 0.3, 0.3",
    "UNIFORM, 0.6, 0.34641016", // 0.6 ∕ √3
    "GLOROT_NORMAL, 0, 0.07905694", // √(2 ∕ 320)
    "GLOROT_UNIFORM, 0, 0.07905694",
    "HE_NORMAL, 0, 0.1", // √(2 ∕ 200)
    "HE_UNIFORM, 0, 0.1",
    "LECUN_NORMAL, 0, 0.07071068", // √(1 ∕ 200)
    "LECUN_UNIFORM, 0, 0.07071068",
  })
  void valuesSpreadAsTheyShould(Initialiser.Kind kind, float value, double deviation) {
    for (LayerSpec layer : new LayerSpec[] {LayerSpec.dense(OUT), LayerSpec.lstm(OUT)}) {
      Matrix w = weight(initialised(layer, new Initialiser(kind, value)), 0);
      double sum = 0;
      double squares = 0;
      for (float x : w.toArray()) {
        sum += x;
        squares += (double) x * x;
      }
      assertThat(sum / w.size()).isCloseTo(0, within(0.04 * deviation));
      assertThat(Math.sqrt(squares / w.size())).isCloseTo(deviation, within(0.03 * deviation));
    }
  }

  @Test
  void orthogonalRowsOrColumnsStandAtRightAngles() {
    Initialiser twice = new Initialiser(Initialiser.Kind.ORTHOGONAL, 2);
    assertOrthogonal(weight(initialised(LayerSpec.dense(OUT), twice), 0), 0, OUT);
    assertOrthogonal(weight(initialised(LayerSpec.dense(IN + 9), twice), 0), 0, IN + 9);
    Matrix wh = weight(initialised(LayerSpec.lstm(OUT), twice), 1); // each gate alone
    for (int gate = 0; gate < 4; gate++) {
      assertOrthogonal(wh, gate * OUT, OUT);
    }
    assertThat(wh.get(0, 0)).isNotEqualTo(wh.get(0, OUT));
  }

  private static void assertOrthogonal(Matrix w, int from, int columns) {
    boolean tall = w.rows() > columns;
    int count = Math.min(w.rows(), columns);
    for (int a = 0; a < count; a += 7) {
      for (int b = a; b < count; b += 7) {
        double dot = 0;
        for (int j = 0; j < Math.max(w.rows(), columns); j++) {
          dot +=
              tall
                  ? (double) w.get(j, from + a) * w.get(j, from + b)
                  : (double) w.get(a, from + j) * w.get(b, from + j);
        }
        assertThat(dot).isCloseTo(a == b ? 4 : 0, within(2e-6));
      }
    }
  }

  /** The same bits on every machine: a number that was seen once. */
  @Test
  void orthogonalHasTheBitsItAlwaysHad() {
    Initialiser orthogonal = new Initialiser(Initialiser.Kind.ORTHOGONAL, 1);
    Network network = Network.create(5, initialised(LayerSpec.gru(6), orthogonal), 3);
    assertThat(Bits.hash(network.weights())).isEqualTo(HASH);
  }

  private static final long HASH = 5564634357287375836L;

  @ParameterizedTest
  @EnumSource(names = {"ZERO", "CONSTANT"})
  void weightsThatAreAllAlikeAreRefusedWithTheReason(Initialiser.Kind kind) {
    Initialiser alike = new Initialiser(kind, kind.hasValue() ? 0.5f : 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> initialised(LayerSpec.lstm(3), alike))
        .withMessage(
            "weights that are all %s keep all units of a layer alike: each gets the same gradient,"
                + " and none ever differs from the others; draw them at random",
            kind == Initialiser.Kind.ZERO ? "zero" : "equal");
    LayerSpec biases =
        new LayerSpec.Initialised(
            LayerSpec.dense(3), Optional.empty(), Optional.empty(), Optional.of(alike));
    assertThat(weight(biases, 1).toArray()).containsOnly(alike.value());
    Bits.assertSame("weights", weight(biases, 0), weight(LayerSpec.dense(3), 0));
  }

  @Test
  void theInnerOneGoesFirstAndAForgetBiasStays() {
    Initialiser small = new Initialiser(Initialiser.Kind.UNIFORM, 1e-3f);
    Initialiser half = new Initialiser(Initialiser.Kind.CONSTANT, 0.5f);
    LayerSpec inner =
        new LayerSpec.Initialised(
            LayerSpec.lstm(2), Optional.empty(), Optional.of(small), Optional.empty());
    LayerSpec outer =
        new LayerSpec.Initialised(
            LayerSpec.stack(inner, LayerSpec.rnn(2)),
            Optional.empty(),
            Optional.of(new Initialiser(Initialiser.Kind.ORTHOGONAL, 1)),
            Optional.of(half));
    assertThat(Math.abs(weight(outer, 1).get(0, 0))).isLessThanOrEqualTo(1e-3f);
    assertThat(weight(outer, 2).toArray()).containsExactly(.5f, .5f, 1, 1, .5f, .5f, .5f, .5f);
    Matrix wh = weight(outer, 4);
    assertThat((double) wh.get(0, 0) * wh.get(1, 0) + (double) wh.get(0, 1) * wh.get(1, 1))
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void valuesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Initialiser(Initialiser.Kind.NORMAL, 0))
        .withMessage("the value of NORMAL must be above 0, was 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Initialiser(Initialiser.Kind.HE_NORMAL, 1))
        .withMessage("HE_NORMAL has no value, was given 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Initialiser(Initialiser.Kind.CONSTANT, Float.NaN))
        .withMessage("the value of CONSTANT must be finite, was NaN");
  }

  @Test
  void anIdentityStandsInEachGate() {
    LayerSpec gru =
        new LayerSpec.Initialised(
            LayerSpec.gru(3),
            Optional.empty(),
            Optional.of(new Initialiser(Initialiser.Kind.IDENTITY, 0.5f)),
            Optional.empty());
    Weight wh = Network.create(2, gru, 1).weights().get(1);
    assertThat(wh.values().toArray())
        .containsExactly(0.5f, 0, 0, 0.5f, 0, 0, 0, 0.5f, 0, 0, 0.5f, 0, 0, 0, 0.5f, 0, 0, 0.5f);
  }
}
