package sluice.experiment;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.model.JsonObject;
import sluice.nn.Weight;
import sluice.report.Selection;
import sluice.train.Checkpoint;

/**
 * Chooses the columns that a network is trained on: {@code data.select}.
 *
 * <p>A first network of the same experiment is trained on all of them, in the folder {@code
 * selection} of the run; of an ensemble, a single one. By permutation the columns are ranked by
 * what shuffling each costs on the validation part (Breiman 2001); by l1 its first layer is trained
 * with an L1 penalty (Tibshirani 1996) and they are ranked by Σ |w| · deviation over all inputs
 * made of the column. Columns of equal rank are taken in the order of the data. The choice is kept
 * in {@code selection.json}, which a resumed run reads again.
 */
final class ColumnChoice {
  /** Where a model file holds the choice. */
  static final String KEY = "selection";

  private static final String DATA = "data_sha256";

  private final TableJob job; // with all columns, and no choice of them
  private final DataSettings.Select settings;
  private final List<String> candidates;
  private final Run.Options options;
  private final RunDirectory directory;

  /**
   * A choice.
   *
   * @param all the run's job with all columns
   * @param directory of the run
   * @throws UnfitTask if more columns are wanted than there are, or they cannot be ranked so
   */
  ColumnChoice(
      TableJob all, DataSettings.Select settings, Run.Options options, RunDirectory directory) {
    this.settings = settings;
    this.options = options;
    this.directory = directory;
    candidates = candidates(all);
    if (settings.top() > candidates.size()) {
      throw new UnfitTask(
          "data.select.top: " + ColumnChoice.tooMany(settings.top(), candidates.size()));
    }
    job = TableJob.of(first(all), all.data());
  }

  /** The columns that there are to choose from; a forecast's targets stay in any case. */
  static List<String> candidates(TableJob all) {
    var series = all.data().preparation().series();
    return series.inputs().stream().filter(name -> !series.targets().contains(name)).toList();
  }

  /** Half a sentence. */
  static String tooMany(int top, int columns) {
    return String.format(
        Locale.ROOT,
        "expected at most the %d columns of past and known that there are to choose from, found %d",
        columns,
        top);
  }

  /** The experiment of the first training. */
  private Experiment first(TableJob all) {
    Experiment plain =
        all.experiment()
            .with("data.select", "none")
            .with("ensemble", "none")
            .with("training.record", "0");
    return settings.by() == DataSettings.SelectBy.L1 ? penalised(plain, all.model()) : plain;
  }

  private Experiment penalised(Experiment plain, Model model) {
    List<Weight> first = Importances.firstWeights(model);
    if (first.isEmpty()) {
      throw new UnfitTask(
          "data.select: l1 needs a first layer that multiplies each column, such as dense or lstm;"
              + " write by: permutation");
    }
    TrainingSettings training = plain.training();
    PenaltySettings own = training.penalty();
    PenaltySettings penalty =
        new PenaltySettings(
            own.l1() + settings.l1(), own.l2(), own.l2Norm(), own.decay(), own.maxNorm(), false);
    List<TreatmentSettings> weights = new ArrayList<>(training.weights());
    first.forEach(w -> weights.add(new TreatmentSettings(w.name(), 1, Optional.of(penalty))));
    return plain.training(training.weights(weights));
  }

  /** What an earlier part of this run has chosen. */
  Optional<Selection> kept() {
    if (!options.resume() || !Files.exists(directory.selection())) {
      return Optional.empty();
    }
    JsonObject kept = JsonObject.of(RunDirectory.read(directory.selection()));
    return kept.text(DATA).equals(job.digest())
        ? Optional.of(Selection.read(kept.object(KEY)))
        : Optional.empty();
  }

  /** Trains the first network, or goes on with it. */
  Members.Trained train() {
    RunDirectory own = directory.firstTraining();
    Checkpoints checkpoints = new Checkpoints(own, job.experiment(), job.digest());
    Optional<Checkpoint> from =
        options.resume() && own.hasRun() ? checkpoints.newest() : Optional.empty();
    own.create();
    RunDirectory.write(own.experiment(), job.experiment().yaml(own.path()));
    Plan plan = Plan.of(job);
    options.listener().accept(new RunEvent.Began(own.path(), plan, from.isPresent()));
    return new Members(job, options, own, checkpoints).train(plan.model(), from);
  }

  /** Ranks the columns by what the first network makes of them, and keeps the choice. */
  Selection choose(Predictor model) {
    boolean l1 = settings.by() == DataSettings.SelectBy.L1;
    Map<String, Double> figures = new HashMap<>();
    if (l1) {
      figures.putAll(Importances.pulls(job, model));
    } else {
      Importances.costs(job, model)
          .columns()
          .forEach(lost -> figures.put(lost.name(), lost.mean()));
    }
    List<String> ranked = new ArrayList<>(candidates);
    ranked.sort(Comparator.comparingDouble(name -> rank(figures.getOrDefault(name, Double.NaN))));
    List<Selection.Column> columns = new ArrayList<>();
    for (String name : ranked) {
      boolean chosen = columns.size() < settings.top();
      columns.add(new Selection.Column(name, figures.getOrDefault(name, Double.NaN), chosen));
    }
    Selection selection =
        new Selection(
            l1 ? Selection.L1 : Selection.PERMUTATION, l1 ? "" : job.primary().key(), columns);
    JsonObject kept = JsonObject.empty().put(DATA, job.digest()).put(KEY, selection.json());
    RunDirectory.write(directory.selection(), kept + "\n");
    return selection;
  }

  /** The largest figures first, undefined ones last. */
  private static double rank(double figure) {
    return Double.isNaN(figure) ? Double.POSITIVE_INFINITY : -figure;
  }
}
