package sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData.Result;

/** Numbers and tables for people. */
class FiguresTest {
  @Test
  void numbersHaveFourDigits() {
    assertThat(Figures.of(0)).isEqualTo("0.000");
    assertThat(Figures.of(0.21274)).isEqualTo("0.213");
    assertThat(Figures.of(9.99964)).isEqualTo("10.000");
    assertThat(Figures.of(-322.04)).isEqualTo("-322.0");
    assertThat(Figures.of(52686.4)).isEqualTo("52,686");
    assertThat(Figures.of(0.0000321)).isEqualTo("3.210e-05");
    assertThat(Figures.of(1.5e9)).isEqualTo("1.500e+09");
    assertThat(Figures.of(Double.NaN)).isEqualTo("–");
  }

  @Test
  void timesAreInWords() {
    assertThat(Figures.seconds(0.84)).isEqualTo("0.8 s");
    assertThat(Figures.seconds(84.4)).isEqualTo("84 s");
    assertThat(Figures.seconds(725)).isEqualTo("12 min 5 s");
    assertThat(Figures.seconds(12_000)).isEqualTo("3 h 20 min");
    assertThat(Figures.seconds(Double.POSITIVE_INFINITY)).isEqualTo("–");
  }

  @Test
  void aTableIsAlignedAndShowsWhatIsUndefined() {
    Result net =
        new Result(
            "test",
            "LSTM 4",
            false,
            717,
            List.of(
                Score.of(Metric.MAE, 212.34, 717, 0),
                Score.of(Metric.MSE, 90_000, 717, 0),
                Score.undefined(Metric.MAPE, "a truth is 0", 717, 0)));
    Result naive =
        new Result("test", "last value", true, 717, List.of(Score.of(Metric.MAE, 1322.1, 717, 0)));
    assertThat(ScoreTable.of(List.of(net, naive)))
        .isEqualTo(
            """
            test, 717 examples    MAE  MAPE %
            ▸ LSTM 4            212.3       –
              last value        1,322       –
            """);
  }
}
