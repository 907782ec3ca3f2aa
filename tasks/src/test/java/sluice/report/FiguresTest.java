package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import sluice.metric.Metric;

class FiguresTest {
  @Test
  void fourDigitsMatter() {
    assertThat(Figures.of(209.1386)).isEqualTo("209.1");
    assertThat(Figures.of(0.0314159)).isEqualTo("0.03142");
    assertThat(Figures.of(12345.6)).isEqualTo("12,346");
    assertThat(Figures.of(-1036.2)).isEqualTo("−1,036");
    assertThat(Figures.of(0)).isEqualTo("0");
    assertThat(Figures.of(-0.0)).isEqualTo("0");
    assertThat(Figures.of(1234567)).isEqualTo("1,234,567");
    assertThat(Figures.of(2.5e10)).isEqualTo("2.5e10");
    assertThat(Figures.of(-1.5e-9)).isEqualTo("−1.5e−9");
    assertThat(Figures.of(Double.NaN)).isEqualTo("–");
  }

  @Test
  void plainLeavesZerosAway() {
    assertThat(Figures.plain(0.5)).isEqualTo("0.5");
    assertThat(Figures.plain(50)).isEqualTo("50");
    assertThat(Figures.plain(1000)).isEqualTo("1,000");
    assertThat(Figures.plain(0.0005)).isEqualTo("0.0005");
  }

  @Test
  void sharesArePercent() {
    assertThat(Figures.of(Metric.ACCURACY, 0.7421)).isEqualTo("74.2 %");
    assertThat(Figures.of(Metric.SMAPE, 2.304)).isEqualTo("2.304 %");
    assertThat(Figures.of(Metric.MAE, 2.304)).isEqualTo("2.304");
  }

  @Test
  void timesHaveUnits() {
    assertThat(Figures.seconds(0.4)).isEqualTo("0.40 s");
    assertThat(Figures.seconds(84.4)).isEqualTo("84 s");
    assertThat(Figures.seconds(725)).isEqualTo("12 min 5 s");
    assertThat(Figures.seconds(7384)).isEqualTo("2 h 3 min");
  }

  @Test
  void markupIsEscaped() {
    assertThat(Markup.escape("a<b & \"c\" 'd'>\n"))
        .isEqualTo("a&lt;b &amp; &quot;c&quot; &#39;d&#39;&gt;\n");
    assertThat(Markup.escape("x\u0000\uD800y\uFFFF")).isEqualTo("x\uFFFD\uFFFDy\uFFFD");
    assertThat(Markup.escape("雨 😀")).isEqualTo("雨 😀");
    assertThat(Markup.shortened("seasonal naive", 9)).isEqualTo("seasonal…");
    assertThat(Markup.shortened("😀😀😀", 2)).isEqualTo("😀…");
  }

  @Test
  void coordinatesHaveAtMostOneDecimal() {
    assertThat(Svg.decimal(12)).isEqualTo("12");
    assertThat(Svg.decimal(12.345)).isEqualTo("12.3");
    assertThat(Svg.decimal(-0.04)).isEqualTo("0");
    assertThat(Svg.decimal(-0.26)).isEqualTo("-0.3");
  }

  @Test
  void histogramsHaveRoundIntervals() {
    Histogram histogram = Histogram.of(new double[] {0.5, 1, 1.5, 2.5, 3, 9.9, Double.NaN});
    assertThat(histogram.width()).isEqualTo(2);
    assertThat(histogram.lo()).isZero();
    // 0.5 1 1.5 | 2.5 3 | | | 9.9
    assertThat(histogram.counts()).containsExactly(3, 2, 0, 0, 1);
    assertThat(Histogram.of(new double[] {5, 5, 5}).counts()).contains(3);
    assertThat(Histogram.of(new double[0]).highest()).isZero();
  }

  @Test
  void autocorrelationAgreesWithThatComputedByHand() {
    // 1 2 3 4 5 4 3 2: mean 3, squares 4 1 0 1 4 1 0 1; lag 1: 2 0 0 2 2 0 0, lag 2: 0 -1 0 1 0 -1
    Autocorrelation related = Autocorrelation.of(new double[] {1, 2, 3, 4, 5, 4, 3, 2});
    assertThat(related.r()).containsExactly(6.0 / 12, -1.0 / 12);
    assertThat(related.bound()).isCloseTo(1.96 / Math.sqrt(8), within(1e-4));
    assertThat(Autocorrelation.of(new double[] {2, 2, 2, 2, 2, 2}).r()).isEmpty();
    assertThat(Autocorrelation.of(new double[0]).r()).isEmpty();
    assertThat(Autocorrelation.of(new double[] {Double.NaN, 1, 2, 1, 2}).r()).hasSize(1);
  }
}
