package sluice.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sluice.metric.ClassScores;
import sluice.metric.ForecastScores;
import sluice.metric.MaseScale;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Detail.Classes;
import sluice.report.Detail.Example;
import sluice.report.Detail.Forecasts;
import sluice.report.Detail.Horizon;
import sluice.report.Detail.HorizonLine;
import sluice.report.Detail.Regression;
import sluice.report.Detail.Residuals;
import sluice.report.Detail.Trace;
import sluice.report.ReportData.Column;
import sluice.report.ReportData.Data;
import sluice.report.ReportData.Layer;
import sluice.report.ReportData.Network;
import sluice.report.ReportData.Part;
import sluice.report.ReportData.Phase;
import sluice.report.ReportData.Provenance;
import sluice.report.ReportData.Result;
import sluice.report.ReportData.Results;
import sluice.report.ReportData.Training;
import sluice.train.Epoch;

/** Reports of made-up runs that look like real ones: births a day, weather, prices. */
final class SampleReports {
  private static final int DAYS = 1600;
  private static final int TEST_FROM = 870;
  private static final int HORIZON = 14;
  private static final LocalDate FIRST = LocalDate.of(1985, 1, 1);
  private static final double[] WEEK = {420, 760, 640, 600, 560, -1240, -1740};

  private static final String SETTINGS =
      """
      task: forecast
      data:
        file: data/us-births-1969-1988.csv
        time: {columns: [year, month, date_of_month]}
        target: births
      windows: {history: 56, horizon: 14}
      model:
        layers:
        - {type: lstm, hidden: 64}
        - {type: lstm, hidden: 64, dropout: 0.1}
      training: {epochs: 25, batch: 64, seed: 42}
      """;

  /** A small generator of equal bits everywhere; about normal. */
  private static final class Noise {
    private long state;

    Noise(long seed) {
      state = seed;
    }

    double next() {
      double sum = -6;
      for (int i = 0; i < 12; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        sum += (state >>> 11) * 0x1p-53;
      }
      return sum;
    }
  }

  private SampleReports() {}

  /** A forecast whose network is off by about {@code error} on the first day. */
  static ReportData forecast(double error) {
    double[] series = births();
    var network = new ForecastScores(HORIZON);
    var naive = new ArrayList<ForecastScores>();
    List<String> names = List.of("last value", "seasonal naive", "drift", "mean of last 4 weeks");
    names.forEach(name -> naive.add(new ForecastScores(HORIZON)));
    MaseScale scale = MaseScale.of(java.util.Arrays.copyOf(series, TEST_FROM), 7);
    var noise = new Noise(7);
    var examples = new ArrayList<Example>();
    var answers = new ArrayList<Double>();
    for (int at = TEST_FROM; at + HORIZON <= DAYS; at++) {
      double[] truth = java.util.Arrays.copyOfRange(series, at, at + HORIZON);
      double[] forecast = new double[HORIZON];
      double level = noise.next() * error * 0.5;
      for (int h = 0; h < HORIZON; h++) {
        level += noise.next() * error * 0.14;
        forecast[h] = expected(at + h) + 0.55 * (truth[h] - expected(at + h)) + level;
      }
      network.add(truth, forecast, scale);
      answers.add(forecast[0]);
      for (int i = 0; i < names.size(); i++) {
        naive.get(i).add(truth, naive(series, at, i), scale);
      }
      if ((at - TEST_FROM) % 150 == 20) {
        examples.add(example(series, at, forecast));
      }
    }
    var results = new ArrayList<Result>();
    results.add(
        new Result("validation", "LSTM 2 × 64", false, 351, scaled(network.scores(), 0.94)));
    results.add(new Result("test", "LSTM 2 × 64", false, 717, network.scores()));
    var lines = new ArrayList<HorizonLine>();
    lines.add(new HorizonLine("LSTM 2 × 64", false, network.byStep(Metric.MAE)));
    for (int i = 0; i < names.size(); i++) {
      List<Score> scores = naive.get(i).scores();
      results.add(new Result("validation", names.get(i), true, 351, scaled(scores, 0.97)));
      results.add(new Result("test", names.get(i), true, 717, scores));
      lines.add(new HorizonLine(names.get(i), true, naive.get(i).byStep(Metric.MAE)));
    }
    var times = times(TEST_FROM, answers.size());
    var truths = ReportData.numbers(series).subList(TEST_FROM, TEST_FROM + answers.size());
    return report(
        "US births a day, 1985–1989",
        "forecast",
        new Results(Metric.MAE, results),
        new Forecasts(
            "births",
            "births",
            new Horizon(Metric.MAE, "test", "day", lines),
            examples,
            new Residuals("test", "1 day ahead", new Trace(times, truths), answers)));
  }

  /** A classification of four kinds of weather, one of them rare. */
  static ReportData weather() {
    List<String> labels = List.of("drizzle", "fog", "rain", "snow", "sun");
    double[] share = {0.04, 0.07, 0.43, 0.02, 0.44};
    var network = new ClassScores(labels);
    var majority = new ClassScores(labels);
    var same = new ClassScores(labels);
    var noise = new Noise(3);
    int before = 4;
    for (int i = 0; i < 290; i++) {
      double place = Math.clamp((noise.next() + 2) / 4, 0, 0.999);
      int truth = 0;
      for (double left = place; truth < 4 && left >= share[truth]; truth++) {
        left -= share[truth];
      }
      float[] p = new float[5];
      double sum = 0;
      for (int c = 0; c < 5; c++) {
        p[c] = (float) (share[c] + (c == truth ? 0.22 : 0) + 0.2 * Math.abs(noise.next()));
        sum += p[c];
      }
      for (int c = 0; c < 5; c++) {
        p[c] /= (float) sum;
      }
      network.add(truth, p, 0);
      majority.add(truth, 4);
      same.add(truth, before);
      before = truth;
    }
    return report(
        "Tomorrow's weather in Seattle",
        "classify",
        new Results(
            Metric.ACCURACY,
            List.of(
                new Result("test", "LSTM 32", false, 290, network.scores()),
                new Result("test", "majority class", true, 290, majority.scores()),
                new Result("test", "same as today", true, 290, same.scores()))),
        new Classes("weather", "test", network.confusion()));
  }

  /** A regression that nothing was compared with. */
  static ReportData regression() {
    var noise = new Noise(11);
    var scores = new ForecastScores(1);
    var truths = new ArrayList<Double>();
    var answers = new ArrayList<Double>();
    var rows = new ArrayList<String>();
    for (int i = 0; i < 400; i++) {
      double truth = Math.round(Math.max(0, 40 + 25 * noise.next()));
      double answer = 8 + 0.8 * truth + 6 * noise.next();
      scores.add(0, truth, answer, MaseScale.NONE);
      truths.add(truth);
      answers.add(answer);
      rows.add("row " + (i + 1));
    }
    return report(
        "Rain of the coming week",
        "regress",
        new Results(
            Metric.RMSE, List.of(new Result("test", "LSTM 16", false, 400, scores.scores()))),
        new Regression("rain", "mm", new Residuals("test", "", new Trace(rows, truths), answers)));
  }

  /** Text that would break a page that does not escape it. */
  static final String HOSTILE = "<script>alert('1')</script> & \"<b>\", \u0007\uD800 ]]>, 雨";

  /** A run that ended before anything was measured. */
  static ReportData nothing() {
    var none = new Trace(List.of(), List.of());
    ReportData full =
        report(
            "Nothing",
            "forecast",
            new Results(Metric.MAE, List.of()),
            new Forecasts(
                "births",
                "",
                new Horizon(Metric.MAE, "test", "", List.of()),
                List.of(),
                new Residuals("test", "", none, List.of())));
    return new ReportData(
        full.title(),
        full.task(),
        new Network("", List.of(), 0),
        new Data("", 0, List.of(), List.of(), List.of()),
        new Training(
            "",
            new sluice.train.Training(List.of(), 0, 0, sluice.train.Training.Ending.INTERRUPTED),
            List.of()),
        full.results(),
        full.detail(),
        full.provenance());
  }

  /** Hostile text wherever there is text, and figures that are missing or not finite. */
  static ReportData hostile() {
    double nan = Double.NaN;
    var two = new Trace(List.of(HOSTILE, HOSTILE), ReportData.numbers(nan, 2));
    var one =
        new Result(HOSTILE, HOSTILE, false, 2, List.of(Score.undefined(Metric.MAE, HOSTILE, 2, 0)));
    var line =
        new HorizonLine(HOSTILE, false, List.of(one.scores().getFirst(), one.scores().getFirst()));
    var epoch = new Epoch(1, 0.5, nan, true, 0.1, Double.POSITIVE_INFINITY, nan, 1);
    return new ReportData(
        HOSTILE,
        HOSTILE,
        new Network(HOSTILE, List.of(new Layer(HOSTILE, HOSTILE, 1)), 1),
        new Data(
            HOSTILE,
            2,
            List.of(new Column(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE)),
            List.of(new Part(HOSTILE, HOSTILE, HOSTILE, 2, 1)),
            List.of(HOSTILE)),
        new Training(
            HOSTILE,
            new sluice.train.Training(List.of(epoch), 1, 1, sluice.train.Training.Ending.COMPLETED),
            List.of(new Phase(HOSTILE, 1))),
        new Results(Metric.MAE, List.of(one, one)),
        new Forecasts(
            HOSTILE,
            HOSTILE,
            new Horizon(Metric.MAE, HOSTILE, HOSTILE, List.of(line)),
            List.of(
                new Example(
                    HOSTILE,
                    HOSTILE,
                    two,
                    two,
                    ReportData.numbers(1, nan),
                    HOSTILE,
                    ReportData.numbers(nan, nan))),
            new Residuals(HOSTILE, HOSTILE, two, ReportData.numbers(1, 1))),
        new Provenance(HOSTILE, 1, HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE),
        new Importance(
            Optional.of(
                new Importance.Shuffled(
                    HOSTILE,
                    Metric.MAE,
                    2,
                    5,
                    List.of(
                        new Importance.Lost(HOSTILE, nan, nan),
                        new Importance.Lost(HOSTILE, -1, 0.5)))),
            List.of(new Importance.Share(HOSTILE, nan), new Importance.Share(HOSTILE, 1)),
            List.of(HOSTILE),
            Optional.of(
                new Selection(
                    HOSTILE,
                    HOSTILE,
                    List.of(
                        new Selection.Column(HOSTILE, 1, true),
                        new Selection.Column(HOSTILE, nan, false))))));
  }

  /** Forty classes, as a classification of much data has. */
  static ReportData large() {
    var labels = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      labels.add("a class with a rather long name " + i);
    }
    var scores = new ClassScores(labels);
    var noise = new Noise(13);
    for (int i = 0; i < 50_000; i++) {
      int truth = (int) Math.clamp(20 + 7 * noise.next(), 0, 39);
      scores.add(truth, (int) Math.clamp(truth + noise.next(), 0, 39));
    }
    return report(
        "Forty classes",
        "classify",
        new Results(
            Metric.ACCURACY, List.of(new Result("test", "LSTM", false, 50_000, scores.scores()))),
        new Classes("class", "test", scores.confusion()));
  }

  static ReportData report(String title, String task, Results results, Detail detail) {
    return new ReportData(
        title,
        task,
        new Network(
            results.list().isEmpty() ? "LSTM" : results.list().getFirst().name(),
            List.of(
                new Layer("LSTM", "21 → 64", 22_016),
                new Layer("LSTM", "64 → 64", 33_024),
                new Layer("dense, every step of the horizon", "64 → 1", 65)),
            55_105),
        new Data(
            "data/us-births-1969-1988.csv",
            7305,
            List.of(
                new Column("births", "number", "target", 0, "standard, fitted on training"),
                new Column("day of week", "wave", "known ahead", 0, "sine and cosine"),
                new Column("holiday", "class", "known ahead", 3, "interpolated")),
            List.of(
                new Part("training", "1969-01-01", "1985-12-31", 6209, 6140),
                new Part("validation", "1986-01-01", "1986-12-31", 365, 352),
                new Part("test", "1987-01-02", "1988-12-31", 730, 717)),
            List.of("3 missing values of holiday were interpolated.")),
        new Training("squared error, scaled", epochs(), phases()),
        results,
        detail,
        new Provenance(
            "0.1.0",
            42,
            "vector, 256 bits",
            2,
            "6f1d2c0be5c5b6f4a5fb1d1ad7b5d6b2b6a4d2d7ff3e1a0e4e1fa3a1c2b3d4e5",
            "sha256:0f343b0931126a20f133d67c2b018a3b",
            SETTINGS));
  }

  private static List<Phase> phases() {
    return List.of(
        new Phase("reading data", 0.41), new Phase("training", 71.3), new Phase("testing", 2.6));
  }

  private static sluice.train.Training epochs() {
    var epochs = new ArrayList<Epoch>();
    var noise = new Noise(5);
    for (int number = 1; number <= 25; number++) {
      double decay = StrictMath.exp(-number / 5.0);
      double training = 0.048 + 0.6 * decay + 0.002 * noise.next() - 0.0007 * number;
      double validation =
          0.056 + 0.55 * decay + 0.003 * noise.next() + 0.002 * Math.max(0, number - 17);
      epochs.add(
          new Epoch(
              number,
              training,
              validation,
              number == 18,
              0.003 * StrictMath.pow(0.9, number - 1),
              0.35 + 1.6 * decay + 0.05 * Math.abs(noise.next()),
              Math.clamp(0.03 + 0.75 * decay + 0.01 * noise.next(), 0, 1),
              2.85));
    }
    return new sluice.train.Training(epochs, 18, 2425, sluice.train.Training.Ending.STOPPED_EARLY);
  }

  private static double expected(int day) {
    double year = 2 * Math.PI * day / 365.25;
    return 10_300 + 0.25 * day + WEEK[Math.floorMod(day + 1, 7)] - 420 * StrictMath.cos(year - 0.6);
  }

  private static double[] births() {
    var noise = new Noise(1);
    double[] series = new double[DAYS];
    double drift = 0;
    for (int day = 0; day < DAYS; day++) {
      drift = 0.9 * drift + 70 * noise.next();
      series[day] = Math.round(expected(day) + drift + 170 * noise.next());
      if (day % 365 == 358 || day % 365 == 184) {
        series[day] -= 2100;
      }
    }
    return series;
  }

  private static double[] naive(double[] series, int at, int which) {
    double[] forecast = new double[HORIZON];
    double slope = (series[at - 1] - series[at - 57]) / 56;
    for (int h = 0; h < HORIZON; h++) {
      int sameDay = at + h % 7 - 7;
      forecast[h] =
          switch (which) {
            case 0 -> series[at - 1];
            case 1 -> series[sameDay];
            case 2 -> series[at - 1] + slope * (h + 1);
            default ->
                (series[sameDay]
                        + series[sameDay - 7]
                        + series[sameDay - 14]
                        + series[sameDay - 21])
                    / 4;
          };
    }
    return forecast;
  }

  private static Example example(double[] series, int at, double[] forecast) {
    List<Double> all = ReportData.numbers(series);
    return new Example(
        "from " + FIRST.plusDays(at),
        "test",
        new Trace(times(at - 56, 56), all.subList(at - 56, at)),
        new Trace(times(at, HORIZON), all.subList(at, at + HORIZON)),
        ReportData.numbers(forecast),
        "seasonal naive",
        ReportData.numbers(naive(series, at, 1)));
  }

  private static List<String> times(int from, int count) {
    var times = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      times.add(FIRST.plusDays(from + i).toString());
    }
    return times;
  }

  private static List<Score> scaled(List<Score> scores, double factor) {
    return scores.stream()
        .map(score ->
            score.value().isEmpty()
                ? score
                : Score.of(score.metric(), score.value().getAsDouble() * factor, score.count(), 0))
        .toList();
  }
}
