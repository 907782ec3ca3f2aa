package sluice.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.data.Part;
import sluice.inspect.Diagnosis;
import sluice.inspect.Finding;
import sluice.inspect.Finding.Figure;
import sluice.inspect.Finding.Kind;
import sluice.inspect.Finding.Severity;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.math.Workers;
import sluice.metric.ConfusionMatrix;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.report.Detail;
import sluice.report.ReportData;
import sluice.train.Training;

/**
 * What a run is told after training: what {@link Diagnosis} sees in the network and its losses, and
 * what the data show. Thresholds and their reasons stand in {@code docs/advice.md}.
 */
final class Advice {
  /** With fewer, one example of a validation part of a fifth is worth ten points and more. */
  static final int FEW = 50;

  /** Share of the most frequent class from which on classes are unequal. */
  static final double UNEQUAL = 0.7;

  /** Of what the majority class leaves, the share that has to be right. */
  static final double BEYOND_MAJORITY = 0.1;

  private static final double LOSES_BY = 0.1; // of the baseline's figure

  private final Job job;
  private final Predictor predictor;

  private Advice(Job job, Predictor predictor) {
    this.job = job;
    this.predictor = predictor;
  }

  /**
   * The findings, causes before what follows from them. Of an ensemble only what the data and its
   * answers tell: its members are not all trained on the same.
   *
   * @param training the record of the fit of a single network
   * @param results the network and the baselines, part by part
   */
  static List<Finding> of(
      Job job, Predictor predictor, Training training, List<ReportData.Result> results) {
    return new Advice(job, predictor).findings(training, results);
  }

  private List<Finding> findings(Training training, List<ReportData.Result> results) {
    List<Finding> findings = new ArrayList<>();
    if (job instanceof TableJob table) {
      LoneColumn.of(table).ifPresent(findings::add);
      fewRows().ifPresent(findings::add);
    }
    imbalance().ifPresent(findings::add);
    if (predictor instanceof Model model) {
      findings.addAll(diagnosis(model, training));
    }
    if (Diagnosis.hasCause(findings)) {
      findings.removeIf(found -> found.kind() == Kind.UNDER_FITTING);
    } else if (findings.stream().noneMatch(found -> found.kind() == Kind.UNDER_FITTING)) {
      nearest()
          .or(() -> findings.isEmpty() ? worse(results) : Optional.empty())
          .ifPresent(findings::add);
    }
    Collections.sort(findings);
    return List.copyOf(findings);
  }

  private List<Finding> diagnosis(Model model, Training training) {
    return Diagnosis.of(
        model, training, job.training(job.experiment().seed()), job.validation(), Workers.shared());
  }

  private Optional<Finding> nearest() {
    return predictor instanceof Model model && job instanceof TableJob table
        ? NearestRows.of(table, model)
        : Optional.empty();
  }

  private Optional<Finding> fewRows() {
    int examples = job.count(Part.TRAINING);
    int judged = job.count(Part.VALIDATION);
    if (examples >= FEW) {
      return Optional.empty();
    }
    String one =
        judged == 0
            ? ""
            : String.format(
                Locale.ROOT,
                " One of the %d of the validation part is worth %.0f points of accuracy.",
                judged,
                100.0 / judged);
    return Optional.of(
        new Finding(
            Kind.TOO_FEW_ROWS,
            Severity.SERIOUS,
            "The training part has "
                + examples
                + " examples, for "
                + String.format(Locale.ROOT, "%,d", predictor.parameters())
                + " weights: too few for a figure to mean much."
                + one,
            new Figure("examples", examples),
            new Figure("weights", predictor.parameters()),
            new Figure("validation_examples", judged)));
  }

  /** Most rows are of one class, and the network hardly knows more. */
  private Optional<Finding> imbalance() {
    Part part = job.count(Part.VALIDATION) > 0 ? Part.VALIDATION : Part.TEST;
    if (job.count(part) == 0 || !(job.detail(predictor, part) instanceof Detail.Classes classes)) {
      return Optional.empty();
    }
    ConfusionMatrix matrix = classes.matrix();
    List<ConfusionMatrix.ClassCount> all =
        matrix.classes().stream().filter(one -> one.support() > 0).toList();
    Optional<ConfusionMatrix.ClassCount> most =
        all.stream().max(Comparator.comparingLong(ConfusionMatrix.ClassCount::support));
    if (all.size() < 2 || most.isEmpty()) {
      return Optional.empty();
    }
    double share = (double) most.get().support() / matrix.total();
    double accuracy = (double) matrix.correct() / matrix.total();
    if (share < UNEQUAL || accuracy - share >= BEYOND_MAJORITY * (1 - share)) {
      return Optional.empty();
    }
    long rare = matrix.total() - most.get().support();
    long found = matrix.correct() - most.get().correct();
    return Optional.of(
        new Finding(
            Kind.IMBALANCE,
            Severity.SERIOUS,
            String.format(
                Locale.ROOT,
                "%.1f %% of the %s part are of class %s, and the network's accuracy is %.1f %%: of"
                    + " the other classes it finds %d of %d.",
                100 * share,
                classes.part(),
                most.get().label(),
                100 * accuracy,
                found,
                rare),
            new Figure("majority_share", share),
            new Figure("accuracy", accuracy),
            new Figure("others_found", (double) found / rare)));
  }

  /** On the validation part a baseline is clearly better. */
  private Optional<Finding> worse(List<ReportData.Result> results) {
    Metric metric = job.primary();
    List<ReportData.Result> judged =
        results.stream().filter(r -> r.part().equals(ReportData.VALIDATION)).toList();
    Optional<ReportData.Result> best =
        judged.stream()
            .filter(ReportData.Result::baseline)
            .filter(result -> figure(result, metric).isPresent())
            .reduce(
                (a, b) -> a.score(metric).orElseThrow().betterThan(b.score(metric).get()) ? a : b);
    Optional<Double> network =
        judged.stream()
            .filter(result -> !result.baseline())
            .findFirst()
            .flatMap(result -> figure(result, metric));
    if (best.isEmpty() || network.isEmpty()) {
      return Optional.empty();
    }
    double baseline = figure(best.get(), metric).orElseThrow();
    double behind =
        metric.direction() == Direction.LOWER_IS_BETTER
            ? network.get() - baseline
            : baseline - network.get();
    if (!(behind >= LOSES_BY * Math.abs(baseline))) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Kind.UNDER_FITTING,
            Severity.SERIOUS,
            String.format(
                Locale.ROOT,
                "Without learning, %s is better on the validation part: %s %.4g, the network's"
                    + " %.4g.",
                best.get().name(),
                metric.label(),
                baseline,
                network.get()),
            new Figure("network", network.get()),
            new Figure("baseline", baseline)));
  }

  private static Optional<Double> figure(ReportData.Result result, Metric metric) {
    return result.score(metric).map(Score::value).flatMap(v -> v.stream().boxed().findFirst());
  }
}
