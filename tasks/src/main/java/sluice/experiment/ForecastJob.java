package sluice.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import sluice.data.BadData;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Prepared;
import sluice.data.Season;
import sluice.data.WindowShape;
import sluice.data.Windows;
import sluice.forecast.Baseline;
import sluice.forecast.Decoder;
import sluice.forecast.ForecastEvaluation;
import sluice.forecast.ForecastExamples;
import sluice.loss.Predictor;
import sluice.metric.MaseScale;
import sluice.metric.Metric;
import sluice.model.JsonObject;
import sluice.report.Detail;
import sluice.report.ReportData;

/** The next steps of number columns, from their past and from what is known ahead. */
final class ForecastJob implements TableJob {
  private static final int EXAMPLES = 4; // windows that a report tells in full
  private static final int SEEN_HISTORY = 4; // of an example's history, so many horizons are drawn

  private final Experiment experiment;
  private final DataSet data;
  private final int season;
  private final MaseScale[][] scales;
  private final Map<Part, ForecastExamples> examples = new EnumMap<>(Part.class);
  private final Map<Part, ForecastEvaluation> evaluations = new EnumMap<>(Part.class);

  ForecastJob(Experiment experiment, DataSet data) {
    this.experiment = experiment;
    this.data = data;
    this.season = season(experiment, data);
    this.scales = ForecastEvaluation.scales(data.prepared(), data.parts(), season);
    for (Part part : Part.values()) {
      WindowShape own =
          part == Part.TRAINING
              ? shape(experiment).stride(experiment.window().stride())
              : shape(experiment);
      Windows windows = Windows.of(data.prepared(), data.parts(), part, own);
      examples.put(part, new ForecastExamples(windows, decoder(experiment), levels()));
    }
    checkKnown(Part.TRAINING);
    checkKnown(Part.VALIDATION);
  }

  /** With every target missing the loss would be a mean of nothing. */
  private void checkKnown(Part part) {
    ForecastExamples own = examples(part);
    if (own.count() > 0 && !own.known()) {
      boolean direct = decoder(experiment) == Decoder.DIRECT;
      throw BadData.because("too many missing values in " + part.name().toLowerCase(Locale.ROOT))
          .file(data.table().source())
          .column(String.join(", ", experiment.data().target()))
          .expected(
              direct
                  ? "a window with a value at every step of its horizon"
                  : "a step to be forecast at which every target has a value")
          .found("none")
          .next(
              direct
                  ? "Set model.decoder to sequence, or fill the column in."
                  : "Fill the column in.")
          .error();
    }
  }

  /** Steps in a season: as set, or the usual one of the step of time. */
  static int season(Experiment experiment, DataSet data) {
    return experiment
        .window()
        .season()
        .orElseGet(() -> Season.of(data.series().getFirst().timeline().step()));
  }

  static WindowShape shape(Experiment experiment) {
    return WindowShape.forecast(experiment.window().history(), experiment.window().horizon());
  }

  private List<Double> levels() {
    return experiment.training().loss().levels();
  }

  static Decoder decoder(Experiment experiment) {
    return Decoder.valueOf(experiment.model().decoder().name());
  }

  @Override
  public Experiment experiment() {
    return experiment;
  }

  @Override
  public DataSet data() {
    return data;
  }

  @Override
  public int outputs() {
    return examples(Part.TRAINING).outputs();
  }

  @Override
  public ForecastExamples examples(Part part) {
    return Objects.requireNonNull(examples.get(part));
  }

  @Override
  public Metric primary() {
    return Metric.MAE;
  }

  @Override
  public List<Measured> measure(Predictor model, Part part) {
    return evaluation(model, part).measured();
  }

  /** Measured once: a run asks for the scores and then for the pictures of the same model. */
  private ForecastEvaluation evaluation(Predictor model, Part part) {
    ForecastEvaluation known = evaluations.get(part);
    if (known == null) {
      String name = EngineSettings.name(experiment);
      known = new ForecastEvaluation(name, model, examples(part), scales, season);
      evaluations.put(part, known);
    }
    return known;
  }

  @Override
  public Optional<Measured> measure(Predictor model, Windows windows) {
    ForecastExamples own = new ForecastExamples(windows, decoder(experiment), levels());
    ForecastEvaluation evaluation = new ForecastEvaluation("", model, own, scales, season);
    return Optional.of(evaluation.measured().getFirst());
  }

  @Override
  public void forget() {
    evaluations.clear();
  }

  @Override
  public Detail detail(Predictor model, Part part) {
    ForecastEvaluation evaluation = evaluation(model, part);
    String name = part.name().toLowerCase(Locale.ROOT);
    List<Detail.HorizonLine> lines =
        evaluation.lines().stream()
            .map(line ->
                new Detail.HorizonLine(
                    line.name(), line.baseline(), line.scores().byStep(Metric.MAE)))
            .toList();
    return new Detail.Forecasts(
        String.join(", ", experiment.data().target()),
        "",
        new Detail.Horizon(Metric.MAE, name, data.stepName(), lines),
        tellExamples(evaluation, name),
        residuals(evaluation, name));
  }

  /** A few windows, spread evenly over the part. */
  private List<Detail.Example> tellExamples(ForecastEvaluation evaluation, String part) {
    List<Detail.Example> told = new ArrayList<>();
    int count = evaluation.windows().count();
    int wanted = Math.min(EXAMPLES, count);
    for (int e = 0; e < wanted; e++) {
      int window = (int) ((2L * e + 1) * count / (2L * wanted));
      told.add(tell(evaluation, window, part));
    }
    return told;
  }

  private Detail.Example tell(ForecastEvaluation evaluation, int window, String part) {
    Windows windows = evaluation.windows();
    Prepared one = windows.of(window);
    int origin = windows.origin(window);
    int horizon = windows.shape().horizon();
    int seen = Math.min(windows.history(window), SEEN_HISTORY * horizon);
    Baseline best = evaluation.best();
    double[] values = one.values(0);
    String key = one.series().key().isEmpty() ? "" : one.series().key() + ", ";
    return new Detail.Example(
        of(0) + key + "from " + windows.time(window, 0),
        part,
        trace(one, values, origin - seen, origin),
        trace(one, values, origin, origin + horizon),
        ReportData.numbers(evaluation.forecast(window, 0)),
        best.label(),
        ReportData.numbers(evaluation.baseline(best, window, 0)),
        interval(evaluation, window));
  }

  /** What lies between the outermost quantiles. */
  private Detail.Interval interval(ForecastEvaluation evaluation, int window) {
    List<Double> levels = levels();
    return levels.size() < 2
        ? Detail.Interval.NONE
        : new Detail.Interval(
            levels.getFirst(),
            levels.getLast(),
            ReportData.numbers(evaluation.quantile(0, window, 0)),
            ReportData.numbers(evaluation.quantile(levels.size() - 1, window, 0)));
  }

  /** Says which target is shown, where there are several. */
  private String of(int target) {
    List<String> targets = experiment.data().target();
    return targets.size() == 1 ? "" : targets.get(target) + ", ";
  }

  private static Detail.Trace trace(Prepared one, double[] values, int from, int to) {
    List<String> times = new ArrayList<>();
    List<Double> numbers = new ArrayList<>();
    for (int step = from; step < to; step++) {
      times.add(one.series().timeline().text(step));
      numbers.add(values[step]);
    }
    return new Detail.Trace(times, numbers);
  }

  /** Truth and answer one step ahead, all through the first series of the part. */
  private Detail.Residuals residuals(ForecastEvaluation evaluation, String part) {
    Windows windows = evaluation.windows();
    List<String> times = new ArrayList<>();
    List<Double> truth = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    for (int window = 0; window < windows.count(); window++) {
      if (windows.series(window) == windows.series(0)) {
        times.add(windows.time(window, 0));
        truth.add(windows.truth(window, 0)[0]);
        answers.add(evaluation.forecast(window, 0)[0]);
      }
    }
    return new Detail.Residuals(
        part,
        of(0) + (data.stepName().contains(" ") ? "1 step" : "1 " + data.stepName()) + " ahead",
        new Detail.Trace(times, truth),
        answers);
  }

  @Override
  public JsonObject preprocessing() {
    List<JsonObject> perSeries = new ArrayList<>();
    for (int series = 0; series < scales.length; series++) {
      List<JsonObject> perTarget = new ArrayList<>();
      for (MaseScale scale : scales[series]) {
        JsonObject one = JsonObject.empty().put("reason", scale.reason());
        perTarget.add(
            scale.value().isPresent() ? one.put("value", scale.value().getAsDouble()) : one);
      }
      perSeries.add(
          JsonObject.empty()
              .put("key", data.series().get(series).key())
              .putObjects("targets", perTarget));
    }
    return JsonObject.empty()
        .put("preparation", PreparationJson.write(data.preparation()))
        .put("season", season)
        .putObjects("mase_scales", perSeries);
  }
}
