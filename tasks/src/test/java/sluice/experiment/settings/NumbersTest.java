package sluice.experiment.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1e-8,1e-8",
    "0.001,0.001",
    "1e-4,1e-4",
    "64,64",
    "1e9,1000000000",
    "0.1,0.1",
    "-2.5,-2.5",
    "0,0",
    "1e20,1e20",
    "1.5e300,1.5e300",
    "12345678.5,1.23456785e7",
  })
  void areWrittenShort(double value, String text) {
    assertThat(Numbers.shortest(value)).isEqualTo(text);
  }

  @Test
  void readBackAsTheSame() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        var text = Numbers.shortest(value);
        assertThat(Numbers.REAL.matcher(text).matches()).as(text).isTrue();
        assertThat(Double.parseDouble(text)).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "+1", "1.", ".5", "1e3", "1.5E-3", "007"})
  void formsOfANumber(String text) {
    assertThat(Numbers.REAL.matcher(text).matches()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "e3",
        "1e",
        "NaN",
        "Infinity",
        ".inf",
        "0x1p3",
        "1d",
        "1_000",
        "1,5",
        "١"
      })
  void formsThatAreNone(String text) {
    assertThat(Numbers.REAL.matcher(text).matches()).isFalse();
  }

  @Test
  void limitsInWords() {
    assertThat(new Limits(1, true, 10, true).words()).isEqualTo(" from 1 to 10");
    assertThat(new Limits(0, false, 1, true).words()).isEqualTo(" above 0 and at most 1");
    assertThat(new Limits(0, true, 1, false).words()).isEqualTo(" of at least 0 and below 1");
    assertThat(new Limits(0, true, Double.POSITIVE_INFINITY, false).words())
        .isEqualTo(" of at least 0");
    assertThat(new Limits(Double.NEGATIVE_INFINITY, false, 5, true).words())
        .isEqualTo(" of at most 5");
    assertThat(Limits.NONE.words()).isEmpty();
  }

  @Test
  void limitsHoldAtTheirBounds() {
    var halfOpen = new Limits(0, true, 1, false);
    assertThat(halfOpen.contain(0.0)).isTrue();
    assertThat(halfOpen.contain(1.0)).isFalse();
    assertThat(halfOpen.contain(-1e-300)).isFalse();
    assertThat(halfOpen.contain(Double.NaN)).isFalse();
  }
}
