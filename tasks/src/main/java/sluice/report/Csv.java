package sluice.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.metric.Calibration;
import sluice.metric.ConfusionMatrix;
import sluice.metric.RankingCurve;
import sluice.metric.Score;
import sluice.report.Detail.ClassCurves;
import sluice.report.Detail.Classes;
import sluice.report.Detail.Example;
import sluice.report.Detail.Forecasts;
import sluice.report.Detail.HorizonLine;
import sluice.report.Detail.LabelSets;
import sluice.report.Detail.Language;
import sluice.report.Detail.Reconstruction;
import sluice.report.Detail.Regression;
import sluice.report.Detail.Residuals;
import sluice.report.ReportData.Result;
import sluice.train.Epoch;

/**
 * The numbers behind the pictures: UTF-8, commas, a header, numbers in the shortest form that reads
 * back the same, an empty field where there is none.
 */
final class Csv {
  private final StringWriter text = new StringWriter();
  private final CsvWriter writer =
      CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);

  private Csv(String... header) {
    writer.writeRecord(header);
  }

  /** Text by file name, in a fixed order. */
  static Map<String, String> files(ReportData data) {
    var files = new LinkedHashMap<String, String>();
    files.put("metrics.csv", metrics(data.results().list()));
    if (!data.results().members().isEmpty()) {
      files.put("members.csv", metrics(data.results().members()));
    }
    files.put("training.csv", training(data));
    if (!ImportancePictures.of(data.importance()).isEmpty()) {
      files.put("importance.csv", importance(data.importance()));
    }
    if (!FlowSection.of(data.flow()).isEmpty()) {
      var csv = new Csv("recorded_step", "layer", "step", "norm", "norm_back");
      FlowSection.rows(data.flow()).forEach(csv::row);
      files.put(FlowSection.NUMBERS, csv.finished());
    }
    switch (data.detail()) {
      case Forecasts forecasts -> {
        files.put("horizon.csv", horizon(forecasts));
        files.put("forecasts.csv", examples(forecasts));
        residuals(files, forecasts.residuals());
      }
      case Regression regression -> residuals(files, regression.residuals());
      case Reconstruction back -> files.put("columns.csv", columns(back));
      case Language language -> {
        files.put("surprise.csv", surprise(language));
        files.put("samples.csv", samples(language));
        if (!language.epochs().isEmpty()) {
          files.put("perplexity.csv", perplexity(language));
        }
      }
      case LabelSets sets -> {
        files.put("classes.csv", classes(sets.counts()));
        curves(files, sets.curves());
      }
      case Classes classes -> {
        files.put("confusion.csv", confusion(classes.matrix()));
        files.put("classes.csv", classes(classes.matrix().classes()));
        curves(files, classes.curves());
      }
    }
    return files;
  }

  private static String metrics(List<Result> results) {
    var csv = new Csv("part", "name", "baseline", "metric", "value", "reason", "count", "omitted");
    for (Result result : results) {
      for (Score score : result.scores()) {
        csv.row(
            result.part(),
            result.name(),
            "" + result.baseline(),
            score.metric().key(),
            value(score),
            score.reason(),
            "" + score.count(),
            "" + score.omitted());
      }
    }
    return csv.finished();
  }

  private static String importance(Importance importance) {
    var csv = new Csv("kind", "column", "value", "deviation");
    importance
        .selection()
        .ifPresent(selection -> {
          for (Selection.Column column : selection.columns()) {
            String kind = column.chosen() ? "chosen" : "left out";
            csv.row(kind, column.name(), number(column.figure()), "");
          }
        });
    importance
        .shuffled()
        .ifPresent(shuffled -> {
          for (Importance.Lost lost : shuffled.columns()) {
            csv.row("shuffled", lost.name(), number(lost.mean()), number(lost.deviation()));
          }
        });
    for (Importance.Share share : importance.weights()) {
      csv.row("weights", share.name(), number(share.share()), "");
    }
    return csv.finished();
  }

  private static String surprise(Language language) {
    var csv = new Csv("part", "token", "nats", "likeliest", "p_likeliest");
    for (Detail.Token token : language.tokens()) {
      csv.row(
          language.part(),
          token.token(),
          number(token.nats()),
          token.expected(),
          number(token.likelihood()));
    }
    return csv.finished();
  }

  private static String samples(Language language) {
    var csv = new Csv("temperature", "seed", "text");
    language
        .samples()
        .forEach(one -> csv.row(number(one.temperature()), "" + one.seed(), one.text()));
    return csv.finished();
  }

  private static String perplexity(Language language) {
    var csv = new Csv("epoch", "training_perplexity", "validation_perplexity");
    language
        .epochs()
        .forEach(
            one -> csv.row("" + one.epoch(), number(one.training()), number(one.validation())));
    return csv.finished();
  }

  private static String columns(Reconstruction back) {
    var csv = new Csv("column", "mse", "r2");
    back.columns().forEach(c -> csv.row(c.name(), number(c.error()), number(c.explained())));
    return csv.finished();
  }

  private static String training(ReportData data) {
    var csv =
        new Csv(
            "epoch",
            "training_loss",
            "validation_loss",
            "best",
            "gradient_norm",
            "clipped",
            "learning_rate",
            "seconds");
    for (Epoch epoch : data.training().fit().epochs()) {
      csv.row(
          "" + epoch.number(),
          number(epoch.trainingLoss()),
          number(epoch.validationLoss()),
          "" + (epoch.number() == data.training().fit().bestEpoch()),
          number(epoch.gradientNorm()),
          number(epoch.clipped()),
          number(epoch.rate()),
          number(epoch.seconds()));
    }
    return csv.finished();
  }

  private static String horizon(Forecasts forecasts) {
    var csv = new Csv("step", "name", "baseline", "metric", "value", "reason");
    for (HorizonLine line : forecasts.horizon().lines()) {
      for (int step = 0; step < line.scores().size(); step++) {
        Score score = line.scores().get(step);
        csv.row(
            "" + (step + 1),
            line.name(),
            "" + line.baseline(),
            score.metric().key(),
            value(score),
            score.reason());
      }
    }
    return csv.finished();
  }

  private static String examples(Forecasts forecasts) {
    boolean between =
        forecasts.examples().stream().anyMatch(one -> !one.interval().low().isEmpty());
    String[] names = {
      "example", "name", "time", "history", "truth", "forecast", "baseline", "low", "high"
    };
    int columns = between ? names.length : names.length - 2;
    var csv = new Csv(Arrays.copyOf(names, columns));
    int number = 0;
    for (Example example : forecasts.examples()) {
      String id = "" + ++number;
      for (int i = 0; i < example.history().times().size(); i++) {
        String[] row = new String[columns];
        Arrays.fill(row, "");
        row[0] = id;
        row[1] = example.name();
        row[2] = example.history().times().get(i);
        row[3] = number(example.history().values().get(i));
        csv.row(row);
      }
      for (int i = 0; i < example.truth().times().size(); i++) {
        csv.row(Arrays.copyOf(ahead(id, example, i), columns));
      }
    }
    return csv.finished();
  }

  private static String[] ahead(String id, Example example, int i) {
    return new String[] {
      id,
      example.name(),
      example.truth().times().get(i),
      "",
      number(example.truth().values().get(i)),
      number(example.forecast().get(i)),
      at(example.baselineForecast(), i),
      at(example.interval().low(), i),
      at(example.interval().high(), i)
    };
  }

  /** A number of a list that may be empty. */
  private static String at(List<Double> values, int i) {
    return values.isEmpty() ? "" : number(values.get(i));
  }

  private static void residuals(Map<String, String> files, Residuals residuals) {
    double[] values = residuals.values();
    var all = new Csv("time", "truth", "answer", "residual");
    for (int i = 0; i < values.length; i++) {
      all.row(
          residuals.truth().times().get(i), number(residuals.truth().values().get(i)),
          number(residuals.answers().get(i)), number(values[i]));
    }
    files.put("residuals.csv", all.finished());
    Histogram histogram = Histogram.of(values);
    var counts = new Csv("from", "to", "count");
    for (int i = 0; i < histogram.counts().length; i++) {
      counts.row(
          number(histogram.from(i)), number(histogram.from(i + 1)), "" + histogram.counts()[i]);
    }
    files.put("residuals-histogram.csv", counts.finished());
    Autocorrelation related = Autocorrelation.of(values);
    var lags = new Csv("lag", "correlation", "bound");
    for (int lag = 1; lag <= related.r().length; lag++) {
      lags.row("" + lag, number(related.r()[lag - 1]), number(related.bound()));
    }
    files.put("residuals-autocorrelation.csv", lags.finished());
  }

  private static String confusion(ConfusionMatrix matrix) {
    var header = new ArrayList<String>(List.of("truth"));
    header.addAll(matrix.labels());
    var csv = new Csv(header.toArray(String[]::new));
    for (int truth = 0; truth < matrix.labels().size(); truth++) {
      var row = new ArrayList<String>(List.of(matrix.labels().get(truth)));
      for (int answer = 0; answer < matrix.labels().size(); answer++) {
        row.add("" + matrix.count(truth, answer));
      }
      csv.row(row.toArray(String[]::new));
    }
    return csv.finished();
  }

  private static String classes(List<ConfusionMatrix.ClassCount> counts) {
    var csv = new Csv("class", "support", "answered", "correct", "precision", "recall", "f1");
    for (ConfusionMatrix.ClassCount count : counts) {
      csv.row(
          count.label(),
          "" + count.support(),
          "" + count.answered(),
          "" + count.correct(),
          number(count.precision().orElse(Double.NaN)),
          number(count.recall().orElse(Double.NaN)),
          number(count.f1().orElse(Double.NaN)));
    }
    return csv.finished();
  }

  private static void curves(Map<String, String> files, ClassCurves curves) {
    if (curves.rankings().isEmpty()) {
      return;
    }
    var roc = new Csv("class", "threshold", "false_alarms", "recall");
    var precision = new Csv("class", "threshold", "recall", "precision");
    for (int label = 0; label < curves.labels().size(); label++) {
      RankingCurve curve = curves.rankings().get(label);
      for (int point : curve.points(CurvePictures.POINTS)) {
        String name = curves.labels().get(label);
        String threshold = number(curve.threshold(point));
        String recall = number(curve.recall(point));
        roc.row(name, threshold, number(curve.falseAlarms(point)), recall);
        precision.row(name, threshold, recall, number(curve.precision(point)));
      }
    }
    files.put("roc.csv", roc.finished());
    files.put("precision-recall.csv", precision.finished());
    var bins = new Csv("from", "to", "count", "mean_probability", "share_right");
    for (Calibration.Bin bin : curves.calibration().bins()) {
      bins.row(
          number(bin.from()),
          number(bin.to()),
          "" + bin.count(),
          number(bin.mean()),
          number(bin.share()));
    }
    files.put("calibration.csv", bins.finished());
    if (curves.coverage().size() == 0) {
      return;
    }
    var coverage = new Csv("threshold", "coverage", "accuracy");
    for (int point : curves.coverage().points(CurvePictures.POINTS)) {
      coverage.row(
          number(curves.coverage().threshold(point)),
          number(curves.coverage().coverage(point)),
          number(curves.coverage().accuracy(point)));
    }
    files.put("coverage.csv", coverage.finished());
  }

  private void row(String... fields) {
    writer.writeRecord(fields);
  }

  private String finished() {
    return text.toString();
  }

  private static String value(Score score) {
    return number(score.value().orElse(Double.NaN));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }
}
