package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "1.",
        ".5",
        "-.5",
        "3.14",
        "0.1",
        "123456789012345678",
        "9007199254740991",
        "9007199254740993",
        "1e22",
        "1e23",
        "1E-22",
        "1.5e-7",
        "4.9e-324",
        "1.7976931348623157e308",
        "0.000000000000000000000000000012345",
        "179769313486231570000",
        "5.827000141143799",
        "2.4703282292062328e-324",
        "1e-400",
        "000000000000000000000001.5"
      })
  void agreesWithTheJdk(String text) {
    assertThat(NumberText.parse(text, '.')).isEqualTo(Double.parseDouble(text));
    assertThat(NumberText.parse(text.replace('.', ','), ',')).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void agreesWithTheJdkOnManyNumbers() {
    long state = 1;
    for (int i = 0; i < 20_000; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      String text = (state >> (i % 50)) + "." + (state >>> 40) + "e" + (i % 40 - 20);
      assertThat(NumberText.parse(text, '.')).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5x",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0x1p3",
        "1d",
        "1f",
        "1_000",
        "1,5",
        "1.2.3",
        "12a",
        "--1",
        "1e99999999999"
      })
  void refusesWhatIsNoFiniteDecimalNumber(String text) {
    assertThat(NumberText.parse(text, '.')).isNaN();
  }

  @Test
  void writesWholeNumbersWithoutPoint() {
    assertThat(NumberText.write(3)).isEqualTo("3");
    assertThat(NumberText.write(-20240101)).isEqualTo("-20240101");
    assertThat(NumberText.write(0.5)).isEqualTo("0.5");
    assertThat(NumberText.write(1e20)).isEqualTo("1.0E20");
  }
}
