package sluice.report;

import java.util.List;
import java.util.OptionalDouble;
import sluice.metric.Calibration;
import sluice.metric.ConfusionMatrix;
import sluice.metric.Metric;
import sluice.metric.RankingCurve;
import sluice.metric.Score;
import sluice.report.Detail.Classes;
import sluice.report.Detail.Example;
import sluice.report.Detail.Forecasts;
import sluice.report.Detail.HorizonLine;
import sluice.report.Detail.LabelSets;
import sluice.report.Detail.Reconstruction;
import sluice.report.Detail.Regression;
import sluice.report.Detail.Residuals;
import sluice.report.ReportData.Result;
import sluice.train.Epoch;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The report as one JSON object, the verdict first. What is undefined is null, with the reason
 * beside it where it is a score.
 */
final class Json {
  /** Rises when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static String of(ReportData data) {
    ObjectNode root = MAPPER.createObjectNode();
    Verdict verdict = Verdict.of(data);
    root.putObject("verdict")
        .put("outcome", verdict.outcome().name().toLowerCase(java.util.Locale.ROOT))
        .put("sentence", verdict.sentence());
    root.set("advice", FindingJson.array(data.training().advice()));
    root.set("notices", FindingJson.notices(data.training().notices()));
    root.put("format", FORMAT).put("title", data.title()).put("task", data.task());
    network(root.putObject("network"), data.network());
    data(root.putObject("data"), data.data());
    training(root.putObject("training"), data.training());
    results(root.putObject("results"), data.results());
    detail(root.putObject("detail"), data.detail());
    root.set("flow", FlowStudyJson.records(data.flow()));
    root.set("importance", ImportanceJson.of(data.importance()));
    provenance(root.putObject("provenance"), data.provenance());
    var indenter = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    return MAPPER.writer().with(printer).writeValueAsString(root) + "\n";
  }

  private static void network(ObjectNode node, ReportData.Network network) {
    node.put("name", network.name()).put("parameters", network.parameters());
    ArrayNode layers = node.putArray("layers");
    for (ReportData.Layer layer : network.layers()) {
      layers
          .addObject()
          .put("name", layer.name())
          .put("shape", layer.shape())
          .put("parameters", layer.parameters());
    }
  }

  private static void data(ObjectNode node, ReportData.Data data) {
    node.put("source", data.source()).put("rows", data.rows());
    ArrayNode columns = node.putArray("columns");
    for (ReportData.Column column : data.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("kind", column.kind())
          .put("role", column.role())
          .put("missing", column.missing())
          .put("treatment", column.treatment());
    }
    ArrayNode parts = node.putArray("parts");
    for (ReportData.Part part : data.parts()) {
      parts
          .addObject()
          .put("name", part.name())
          .put("from", part.from())
          .put("to", part.to())
          .put("rows", part.rows())
          .put("examples", part.examples());
    }
    texts(node.putArray("notes"), data.notes());
  }

  private static void training(ObjectNode node, ReportData.Training training) {
    node.put("loss", training.loss())
        .put("ending", training.fit().ending().name().toLowerCase(java.util.Locale.ROOT))
        .put("best_epoch", training.fit().bestEpoch())
        .put("steps", training.fit().steps());
    number(node, "seconds", training.seconds());
    ObjectNode phases = node.putObject("phases");
    training.phases().forEach(phase -> number(phases, phase.name(), phase.seconds()));
    ArrayNode epochs = node.putArray("epochs");
    for (Epoch epoch : training.fit().epochs()) {
      ObjectNode each = epochs.addObject().put("epoch", epoch.number());
      number(each, "training_loss", epoch.trainingLoss());
      number(each, "validation_loss", epoch.validationLoss());
      number(each, "gradient_norm", epoch.gradientNorm());
      number(each, "clipped", epoch.clipped());
      number(each, "learning_rate", epoch.rate());
      number(each, "seconds", epoch.seconds());
    }
  }

  private static void results(ObjectNode node, ReportData.Results results) {
    node.put("primary", results.primary().key());
    ObjectNode metrics = node.putObject("metrics");
    results.list().stream()
        .flatMap(result -> result.scores().stream())
        .map(Score::metric)
        .distinct()
        .forEach(metric -> metric(metrics.putObject(metric.key()), metric));
    list(node.putArray("list"), results.list());
    if (!results.members().isEmpty()) {
      list(node.putArray("members"), results.members());
      node.put("note", results.note());
    }
  }

  private static void list(ArrayNode list, List<Result> results) {
    for (Result result : results) {
      ObjectNode each =
          list.addObject()
              .put("part", result.part())
              .put("name", result.name())
              .put("baseline", result.baseline())
              .put("examples", result.examples());
      ObjectNode scores = each.putObject("scores");
      result.scores().forEach(s -> score(scores.putObject(s.metric().key()), s));
    }
  }

  private static void metric(ObjectNode node, Metric metric) {
    node.put("label", metric.label())
        .put("formula", metric.formula())
        .put("direction", metric.direction().name().toLowerCase(java.util.Locale.ROOT))
        .put("unit", metric.unit().name().toLowerCase(java.util.Locale.ROOT));
  }

  private static void score(ObjectNode node, Score score) {
    if (score.value().isPresent()) {
      node.put("value", score.value().getAsDouble());
    } else {
      node.putNull("value").put("reason", score.reason());
    }
    node.put("count", score.count()).put("omitted", score.omitted());
  }

  private static void detail(ObjectNode node, Detail detail) {
    node.put("target", detail.target()).put("unit", detail.unit());
    switch (detail) {
      case Forecasts forecasts -> {
        horizon(node.putObject("horizon"), forecasts.horizon());
        ArrayNode examples = node.putArray("examples");
        forecasts.examples().forEach(example -> example(examples.addObject(), example));
        residuals(node.putObject("residuals"), forecasts.residuals());
      }
      case Regression regression -> residuals(node.putObject("residuals"), regression.residuals());
      case Reconstruction back -> {
        node.put("part", back.part());
        ArrayNode columns = node.putArray("columns");
        for (Detail.Returned column : back.columns()) {
          ObjectNode one = columns.addObject().put("name", column.name());
          number(one, "mse", column.error());
          number(one, "r2", column.explained());
        }
      }
      case Detail.Language language -> language(node, language);
      case LabelSets sets -> {
        node.put("part", sets.part());
        counts(node.putArray("labels"), sets.counts());
        curves(node, sets.curves());
      }
      case Classes classes -> {
        classes(node, classes);
        curves(node, classes.curves());
      }
    }
  }

  private static void language(ObjectNode node, Detail.Language language) {
    node.put("part", language.part());
    ArrayNode tokens = node.putArray("tokens");
    for (Detail.Token token : language.tokens()) {
      ObjectNode one = tokens.addObject().put("token", token.token());
      number(one, "nats", token.nats());
      one.put("likeliest", token.expected());
      number(one, "p_likeliest", token.likelihood());
    }
    number(node, "tokens_per_second", language.speed());
    ArrayNode samples = node.putArray("samples");
    for (Detail.Written written : language.samples()) {
      samples
          .addObject()
          .put("temperature", written.temperature())
          .put("seed", written.seed())
          .put("text", written.text());
    }
    ArrayNode epochs = node.putArray("epochs");
    for (Detail.Perplexities epoch : language.epochs()) {
      ObjectNode one = epochs.addObject().put("epoch", epoch.epoch());
      number(one, "training_perplexity", epoch.training());
      number(one, "validation_perplexity", epoch.validation());
    }
  }

  private static void horizon(ObjectNode node, Detail.Horizon horizon) {
    node.put("metric", horizon.metric().key())
        .put("part", horizon.part())
        .put("step", horizon.step());
    ArrayNode lines = node.putArray("lines");
    for (HorizonLine line : horizon.lines()) {
      ObjectNode each = lines.addObject().put("name", line.name()).put("baseline", line.baseline());
      ArrayNode steps = each.putArray("steps");
      line.scores().forEach(score -> score(steps.addObject(), score));
    }
  }

  private static void example(ObjectNode node, Example example) {
    node.put("name", example.name()).put("part", example.part());
    texts(node.putArray("history_times"), example.history().times());
    numbers(node.putArray("history"), example.history().values());
    texts(node.putArray("times"), example.truth().times());
    numbers(node.putArray("truth"), example.truth().values());
    numbers(node.putArray("forecast"), example.forecast());
    node.put("baseline_name", example.baseline());
    numbers(node.putArray("baseline"), example.baselineForecast());
    if (!example.interval().low().isEmpty()) {
      numbers(node.putArray("low"), example.interval().low());
      numbers(node.putArray("high"), example.interval().high());
    }
  }

  private static void residuals(ObjectNode node, Residuals residuals) {
    node.put("part", residuals.part()).put("what", residuals.what());
    texts(node.putArray("times"), residuals.truth().times());
    numbers(node.putArray("truth"), residuals.truth().values());
    numbers(node.putArray("answers"), residuals.answers());
    Autocorrelation related = Autocorrelation.of(residuals.values());
    numbers(node.putArray("autocorrelation"), ReportData.numbers(related.r()));
    number(node, "autocorrelation_bound", related.bound());
    Histogram histogram = Histogram.of(residuals.values());
    ObjectNode counts = node.putObject("histogram");
    counts.put("from", histogram.lo()).put("width", histogram.width());
    ArrayNode list = counts.putArray("counts");
    for (long count : histogram.counts()) {
      list.add(count);
    }
  }

  private static void classes(ObjectNode node, Classes classes) {
    node.put("part", classes.part());
    ConfusionMatrix matrix = classes.matrix();
    ArrayNode rows = node.putArray("confusion");
    for (int truth = 0; truth < matrix.labels().size(); truth++) {
      ArrayNode row = rows.addArray();
      for (int answer = 0; answer < matrix.labels().size(); answer++) {
        row.add(matrix.count(truth, answer));
      }
    }
    counts(node.putArray("classes"), matrix.classes());
  }

  private static void counts(ArrayNode list, List<ConfusionMatrix.ClassCount> counts) {
    for (ConfusionMatrix.ClassCount count : counts) {
      ObjectNode each =
          list.addObject()
              .put("label", count.label())
              .put("support", count.support())
              .put("answered", count.answered())
              .put("correct", count.correct());
      share(each, "precision", count.precision(), "never answered");
      share(each, "recall", count.recall(), "never occurred");
      share(each, "f1", count.f1(), "neither occurred nor was answered");
    }
  }

  private static void curves(ObjectNode node, Detail.ClassCurves curves) {
    if (curves.rankings().isEmpty()) {
      return;
    }
    ArrayNode areas = node.putArray("areas");
    for (int label = 0; label < curves.labels().size(); label++) {
      ObjectNode one = areas.addObject().put("label", curves.labels().get(label));
      RankingCurve curve = curves.rankings().get(label);
      share(one, "roc_area", curve.rocArea(), "no example for, or none against it");
      share(one, "pr_area", curve.prArea(), "never occurred");
    }
    ArrayNode bins = node.putArray("calibration");
    for (Calibration.Bin bin : curves.calibration().bins()) {
      ObjectNode one =
          bins.addObject().put("from", bin.from()).put("to", bin.to()).put("count", bin.count());
      number(one, "mean_probability", bin.mean());
      number(one, "share_right", bin.share());
    }
  }

  private static void provenance(ObjectNode node, ReportData.Provenance provenance) {
    node.put("version", provenance.version())
        .put("seed", provenance.seed())
        .put("kernels", provenance.kernels())
        .put("threads", provenance.threads())
        .put("weights_sha256", provenance.weightsSha256())
        .put("data_digest", provenance.dataDigest())
        .put("settings", provenance.settings());
  }

  private static void share(ObjectNode node, String key, OptionalDouble share, String reason) {
    if (share.isPresent()) {
      node.put(key, share.getAsDouble());
    } else {
      node.putNull(key).put(key + "_reason", reason);
    }
  }

  private static void number(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key).put(key + "_reason", Double.isNaN(value) ? "not measured" : "infinite");
    }
  }

  private static void numbers(ArrayNode array, List<Double> values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.addNull();
      }
    }
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
