package sluice.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.inspect.Finding;
import sluice.loss.Combination;
import sluice.loss.Ensemble;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.nn.Weight;
import sluice.report.Detail;
import sluice.report.Importance;
import sluice.report.ReportData;
import sluice.report.Selection;

/** Gathers what the report says of a run. */
final class RunReport {
  private final Experiment experiment;
  private final Job job;
  private final Members.Trained trained;
  private final Predictor predictor;
  private final Model model; // the first member
  private final Importance importance;
  private final boolean tested;

  /**
   * Of a run.
   *
   * @param tested whether it may look at the test part; a trial of a search that may not has no
   *     importance of columns either: it takes longer than many a training
   * @param selection how the columns were chosen
   */
  RunReport(
      Experiment experiment,
      Job job,
      Members.Trained trained,
      boolean tested,
      Optional<Selection> selection) {
    this.experiment = experiment;
    this.job = job;
    this.trained = trained;
    this.predictor = trained.predictor();
    this.model = predictor.members().getFirst();
    this.tested = tested;
    Importance goesBy =
        tested && job instanceof TableJob table
            ? Importances.of(table, predictor)
            : Importance.NONE;
    importance = goesBy.selection(selection);
  }

  /** Measures all that is told of a run. */
  Told told() {
    ReportData.Results results = results();
    List<Finding> advice =
        Advice.of(job, predictor, trained.trainings().getFirst(), results.list());
    return new Told(results, advice, importance);
  }

  /** The network and the baselines on validation and test; before them each member alone. */
  private ReportData.Results results() {
    List<ReportData.Result> members = new ArrayList<>();
    if (predictor instanceof Ensemble ensemble) {
      members.addAll(members(ensemble));
    }
    List<ReportData.Result> results = new ArrayList<>();
    for (Part part : measured()) {
      for (Measured each : job.measure(predictor, part)) {
        results.add(result(part, each.name(), each));
      }
    }
    return new ReportData.Results(job.primary(), results, members, trained.ended());
  }

  private List<Part> measured() {
    return job.measured().stream()
        .filter(part -> tested || part != Part.TEST)
        .filter(part -> job.count(part) > 0)
        .toList();
  }

  /**
   * Each member alone, and the mean of their figures; members that are added up say nothing alone
   * and are measured with those before them.
   */
  private List<ReportData.Result> members(Ensemble ensemble) {
    List<ReportData.Result> results = new ArrayList<>();
    List<Model> all = ensemble.members();
    boolean sum = ensemble.combination() instanceof Combination.Sum;
    for (Part part : measured()) {
      List<ReportData.Result> own = new ArrayList<>();
      for (int m = 1; m <= all.size(); m++) {
        job.forget();
        Predictor alone =
            sum ? new Ensemble(all.subList(0, m), ensemble.combination()) : all.get(m - 1);
        String name = sum && m > 1 ? "members 1 to " + m : "member " + m;
        own.add(result(part, name, job.measure(alone, part).getFirst()));
      }
      results.addAll(own);
      if (!sum) {
        results.add(MemberMean.of(own));
      }
    }
    job.forget(); // what is chosen on the validation part is chosen for all together
    return results;
  }

  private static ReportData.Result result(Part part, String name, Measured measured) {
    return new ReportData.Result(
        word(part), name, measured.baseline(), measured.examples(), measured.scores());
  }

  private static String word(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }

  ReportData data(
      Told told,
      List<ReportData.Phase> phases,
      ReportData.Provenance provenance,
      RunDirectory directory) {
    Part shown = measured().isEmpty() ? Part.VALIDATION : measured().getLast();
    return new ReportData(
        experiment.report().title(),
        experiment.task().name().toLowerCase(Locale.ROOT),
        network(),
        job.summary(),
        new ReportData.Training(
            model.head().loss().type(),
            trained.trainings().getFirst(),
            phases,
            told.advice(),
            Onlooker.read(directory)),
        told.results(),
        detail(shown),
        provenance,
        told.importance(),
        FlowFiles.read(directory));
  }

  private Detail detail(Part shown) {
    return job instanceof LanguageJob language
        ? language.detail(predictor, shown, trained.trainings().getFirst().epochs())
        : job.detail(predictor, shown);
  }

  private ReportData.Network network() {
    List<ReportData.Layer> layers = new ArrayList<>();
    String layer = "";
    long size = 0;
    String shape = "";
    for (Weight weight : model.weights()) {
      String own = weight.name().substring(0, weight.name().lastIndexOf('.'));
      if (!own.equals(layer) && !layer.isEmpty()) {
        layers.add(new ReportData.Layer(layer, shape, size));
        size = 0;
      }
      shape = own.equals(layer) ? shape : weight.values().toString();
      layer = own;
      size += weight.size();
    }
    layers.add(new ReportData.Layer(layer, shape, size));
    return new ReportData.Network(EngineSettings.name(experiment), layers, predictor.parameters());
  }
}
