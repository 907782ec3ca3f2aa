package sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sluice.metric.ConfusionMatrix;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.ReportData.Result;
import sluice.report.ReportData.Results;
import sluice.report.Verdict.Outcome;

class VerdictTest {
  private static final Detail BIRTHS =
      new Detail.Forecasts(
          "births",
          "births",
          new Detail.Horizon(Metric.MAE, "test", "day", List.of()),
          List.of(),
          new Detail.Residuals("test", "", new Detail.Trace(List.of(), List.of()), List.of()));
  private static final Detail WEATHER =
      new Detail.Classes(
          "weather", "test", new ConfusionMatrix(List.of("sun"), new long[][] {{1}}));

  private static Result result(String part, String name, Metric metric, double value) {
    boolean baseline = !name.equals("LSTM");
    return new Result(part, name, baseline, 717, List.of(Score.of(metric, value, 10_038, 0)));
  }

  private static Result test(String name, double mae) {
    return result("test", name, Metric.MAE, mae);
  }

  private static Verdict births(Result... results) {
    return Verdict.of(
        SampleReports.report("t", "forecast", new Results(Metric.MAE, List.of(results)), BIRTHS));
  }

  @Test
  void aWinNamesTheBestBaseline() {
    Verdict verdict =
        births(
            test("LSTM", 209.14),
            test("drift", 1045),
            test("seasonal naive", 322.4),
            test("last value", 1036));
    assertThat(verdict.outcome()).isEqualTo(Outcome.WINS);
    assertThat(verdict.sentence())
        .isEqualTo(
            "The network beats all 3 baselines on the test part: MAE 209.1 births, 35.1 % lower"
                + " than the best of them, seasonal naive (322.4), over 717 examples.");
  }

  @Test
  void aLossIsSaidPlainly() {
    Verdict verdict =
        births(
            test("drift", 300),
            test("LSTM", 330),
            test("seasonal naive", 250),
            test("last value", 400));
    assertThat(verdict.outcome()).isEqualTo(Outcome.LOSES);
    assertThat(verdict.sentence())
        .isEqualTo(
            "The network loses to seasonal naive on the test part: MAE 330.0 births, 32.0 % higher"
                + " than its 250.0, over 717 examples. 2 of 3 baselines are better.");
  }

  @Test
  void beingBetterThanSomeBaselinesIsStillALoss() {
    Verdict verdict = births(test("LSTM", 330), test("drift", 900), test("seasonal naive", 329));
    assertThat(verdict.outcome()).isEqualTo(Outcome.LOSES);
    assertThat(verdict.sentence())
        .startsWith("The network loses to seasonal naive")
        .endsWith("717 examples.");
  }

  @Test
  void aTieIsNoWin() {
    Verdict verdict = births(test("LSTM", 300), test("drift", 300));
    assertThat(verdict.outcome()).isEqualTo(Outcome.TIES);
    assertThat(verdict.sentence())
        .isEqualTo(
            "The network is no better than drift on the test part: both have MAE 300.0 births,"
                + " over 717 examples.");
  }

  @Test
  void theTestPartDecidesWhateverValidationSays() {
    Verdict verdict =
        births(
            result("validation", "LSTM", Metric.MAE, 100),
            result("validation", "drift", Metric.MAE, 500),
            test("LSTM", 500),
            test("drift", 400));
    assertThat(verdict.outcome()).isEqualTo(Outcome.LOSES);
    assertThat(verdict.sentence()).contains("on the test part");
  }

  @Test
  void withoutATestPartTheSentenceSaysSo() {
    Verdict verdict =
        births(
            result("validation", "LSTM", Metric.MAE, 100),
            result("validation", "drift", Metric.MAE, 500));
    assertThat(verdict.outcome()).isEqualTo(Outcome.WINS);
    assertThat(verdict.sentence())
        .startsWith("The network beats the baseline on the validation part")
        .contains("than drift (500.0)")
        .endsWith("There is no test part: a figure on another may be too kind.");
  }

  @Test
  void sharesAreComparedInPoints() {
    var results =
        new Results(
            Metric.ACCURACY,
            List.of(
                result("test", "LSTM", Metric.ACCURACY, 0.742),
                result("test", "majority class", Metric.ACCURACY, 0.438),
                result("test", "same as today", Metric.ACCURACY, 0.655)));
    Verdict verdict = Verdict.of(SampleReports.report("t", "classify", results, WEATHER));
    assertThat(verdict.sentence())
        .isEqualTo(
            "The network beats both baselines on the test part: accuracy 74.2 %, 8.7 points higher"
                + " than the best of them, same as today (65.5 %), over 717 examples.");
    var worse =
        new Results(
            Metric.ACCURACY,
            List.of(
                result("test", "LSTM", Metric.ACCURACY, 0.4),
                result("test", "majority class", Metric.ACCURACY, 0.438)));
    assertThat(Verdict.of(SampleReports.report("t", "classify", worse, WEATHER)).sentence())
        .contains("accuracy 40.0 %, 3.8 points lower than its 43.8 %");
  }

  @Test
  void aBaselineThatCouldNotBeMeasuredIsNamed() {
    var undefined =
        new Result(
            "test", "drift", true, 717, List.of(Score.undefined(Metric.MAE, "too short", 0, 0)));
    assertThat(births(test("LSTM", 1), test("last value", 2), undefined).sentence())
        .endsWith("over 717 examples. Not measured: drift.");
    assertThat(births(test("LSTM", 1), undefined))
        .isEqualTo(
            new Verdict(
                Outcome.UNDECIDED,
                "MAE 1.000 births on the test part, and no baseline to compare it with. Not"
                    + " measured: drift."));
  }

  @Test
  void anUndefinedFigureDecidesNothing() {
    var undefined =
        new Result(
            "test",
            "LSTM",
            false,
            717,
            List.of(Score.undefined(Metric.MAE, "2 of 8 answers are not finite", 8, 0)));
    assertThat(births(undefined, test("drift", 2)))
        .isEqualTo(
            new Verdict(
                Outcome.UNDECIDED,
                "MAE of the network is undefined on the test part: 2 of 8 answers are not"
                    + " finite."));
    assertThat(births(test("drift", 2)).sentence())
        .isEqualTo("The network was not measured on the test part.");
    assertThat(births().sentence()).isEqualTo("Nothing was measured.");
  }

  @Test
  void differentCountsAreNotPassedOverInSilence() {
    var fewer =
        new Result("test", "drift", true, 700, List.of(Score.of(Metric.MAE, 400, 9_800, 0)));
    assertThat(births(test("LSTM", 300), fewer).sentence())
        .endsWith("They were measured on different numbers of values, 10,038 and 9,800.");
  }
}
