package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScalerTest {
  private static final double[] VALUES = {1, 2, 3, 4, 10};

  @Test
  void standard() {
    Scaler scaler = Scaler.fit(Scaler.Kind.STANDARD, "x", VALUES).orElseThrow();
    assertThat(scaler.shift()).isEqualTo(4);
    assertThat(scaler.scale()).isEqualTo(Math.sqrt(10));
  }

  @Test
  void minMax() {
    Scaler scaler = Scaler.fit(Scaler.Kind.MIN_MAX, "x", VALUES).orElseThrow();
    assertThat(scaler.scale(1)).isZero();
    assertThat(scaler.scale(10)).isEqualTo(1);
  }

  @Test
  void robust() {
    Scaler scaler = Scaler.fit(Scaler.Kind.ROBUST, "x", VALUES).orElseThrow();
    assertThat(scaler.shift()).isEqualTo(3);
    assertThat(scaler.scale()).isEqualTo(2);
    assertThat(Scaler.fit(Scaler.Kind.ROBUST, "x", 0, 0, 0, 0, 5).orElseThrow().scale())
        .as("the range where the quartiles are one")
        .isEqualTo(5);
  }

  @Test
  void log() {
    Scaler scaler = Scaler.fit(Scaler.Kind.LOG, "x", 0, StrictMath.expm1(2)).orElseThrow();
    assertThat(scaler.shift()).isCloseTo(1, within(1e-15));
    assertThat(scaler.scale(0)).isCloseTo(-1, within(1e-15));
    assertThatThrownBy(() -> Scaler.fit(Scaler.Kind.LOG, "x", 1, -1))
        .hasMessage("the logarithm needs values above -1, column x has -1.0");
  }

  @ParameterizedTest
  @EnumSource(Scaler.Kind.class)
  void unscaleUndoesScale(Scaler.Kind kind) {
    Scaler scaler = Scaler.fit(kind, "x", VALUES).orElseThrow();
    for (double value : new double[] {-0.5, 0, 3, 1000}) {
      assertThat(scaler.unscale(scaler.scale(value))).isCloseTo(value, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource(Scaler.Kind.class)
  void equalValuesHaveNoScale(Scaler.Kind kind) {
    assertThat(Scaler.fit(kind, "x", 3, 3, 3)).isEmpty();
    assertThat(Scaler.fit(kind, "x")).isEmpty();
  }

  @Test
  void numbersAreChecked() {
    assertThatThrownBy(() -> new Scaler(Scaler.Kind.NONE, "x", 0, 0))
        .hasMessageContaining("a scale above 0");
    assertThatThrownBy(() -> new Scaler(Scaler.Kind.NONE, "x", Double.NaN, 1))
        .hasMessageContaining("finite shift");
  }
}
