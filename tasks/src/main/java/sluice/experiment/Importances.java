package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import sluice.data.ColumnMix;
import sluice.data.Examples;
import sluice.data.Expansion;
import sluice.data.InputGroup;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.Preparation;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.math.Steps;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;
import sluice.nn.Capacity;
import sluice.nn.Input;
import sluice.nn.LayerSpec;
import sluice.nn.Network;
import sluice.nn.PassSettings;
import sluice.nn.Weight;
import sluice.report.Importance;

/**
 * Which columns a trained network goes by: what it loses when one is shuffled, and what its first
 * layer's weights make of each.
 *
 * <p>What is made of one column of the data, as the columns of 0 and 1 of a category, is shuffled
 * together. The work is bounded by numbers of the experiment alone, so that equal runs say the
 * same.
 */
final class Importances {
  private static final int SHUFFLES = 5;
  private static final int CHOICE = 1000; // examples that a choice of columns is measured on
  private static final int MOST_COLUMNS = 200;
  private static final int LEAST_EXAMPLES = 20; // fewer say nothing
  private static final double MOST_WORK = 3e10; // multiplications, some seconds
  private static final int SHUFFLE = 1; // epoch of the keys of Rng; 0 is the choice of examples

  private final TableJob job;
  private final Predictor model;
  private final List<InputGroup> groups;
  private final int wanted; // examples

  private Importances(TableJob job, Predictor model, int wanted) {
    this.job = job;
    this.model = model;
    this.wanted = wanted;
    groups = InputGroup.of(job.data().preparation());
  }

  static Importance of(TableJob job, Predictor model) {
    int wanted = job.experiment().report().importance();
    if (wanted == 0) {
      return Importance.NONE;
    }
    Importances own = new Importances(job, model, wanted);
    List<String> notes = new ArrayList<>();
    Optional<Importance.Shuffled> shuffled = own.shuffled(notes);
    return new Importance(shuffled, own.weights(), notes, Optional.empty());
  }

  /**
   * What shuffling each column costs.
   *
   * @throws UnfitTask if there are too many columns, or it would take too long
   */
  static Importance.Shuffled costs(TableJob job, Predictor model) {
    List<String> notes = new ArrayList<>();
    return new Importances(job, model, CHOICE)
        .shuffled(notes)
        .orElseThrow(() ->
            new UnfitTask(
                "data.select: "
                    + notes.stream()
                        .findFirst()
                        .map(note ->
                            note.substring(0, 1).toLowerCase(Locale.ROOT) + note.substring(1))
                        .map(note -> note.substring(0, note.length() - 1))
                        .orElse("the validation part has too few examples to shuffle")
                    + "; write by: l1"));
  }

  /** Each column's share of the first layer's weights, with those of all inputs made of it. */
  static Map<String, Double> pulls(TableJob job, Predictor model) {
    Importances own = new Importances(job, model, CHOICE);
    double[] pulls = own.pulls();
    double all = Arrays.stream(pulls).sum();
    List<Expansion.Made> made = own.made();
    Map<String, Double> shares = new HashMap<>();
    for (InputGroup group : own.groups) {
      double sum = group.columns().stream().mapToDouble(column -> pulls[column]).sum();
      for (int i = 0; i < made.size(); i++) {
        boolean ofIt = made.get(i).of().stream().anyMatch(group.columns()::contains);
        sum += ofIt ? pulls[pulls.length - made.size() + i] : 0;
      }
      shares.put(group.name(), all > 0 ? sum / all : 0);
    }
    return shares;
  }

  private Optional<Importance.Shuffled> shuffled(List<String> notes) {
    Part part = job.examples(Part.VALIDATION).count() > 0 ? Part.VALIDATION : Part.TEST;
    Task task = job.experiment().task();
    if (task == Task.AUTOENCODE || task == Task.SIMILARITY) {
      notes.add(
          task == Task.AUTOENCODE
              ? "No column was shuffled: an autoencoder is asked for the columns themselves, and"
                  + " how well each comes back stands above."
              : "No column was shuffled: of pairs each column is there twice.");
      return Optional.empty();
    }
    if (!(job.examples(part) instanceof WindowExamples all) || all.count() < 2) {
      return Optional.empty();
    }
    if (groups.size() > MOST_COLUMNS) {
      notes.add("No column was shuffled: there are more than " + MOST_COLUMNS + ".");
      return Optional.empty();
    }
    int examples = examples(all);
    if (examples < Math.min(all.count(), LEAST_EXAMPLES)) {
      notes.add("No column was shuffled: it would take too long with this network.");
      return Optional.empty();
    }
    Windows sample = sample(all.rows().windows(), examples);
    OptionalDouble intact = score(sample);
    if (intact.isEmpty()) {
      return Optional.empty();
    }
    List<Importance.Lost> columns = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      columns.add(lost(sample, group, intact.getAsDouble()));
    }
    String name = part.name().toLowerCase(Locale.ROOT);
    return Optional.of(
        new Importance.Shuffled(name, job.primary(), sample.count(), SHUFFLES, columns));
  }

  /** As many as are there, wanted, and affordable. */
  private int examples(WindowExamples all) {
    double each = (double) groups.size() * SHUFFLES * all.maxSteps() * model.parameters();
    double affordable = Math.min(MOST_WORK / each, Integer.MAX_VALUE);
    return Math.min(Math.min(all.count(), wanted), (int) affordable);
  }

  private Windows sample(Windows all, int count) {
    int[] order = new int[all.count()];
    Arrays.setAll(order, i -> i);
    Rng.shuffle(order, Rng.key(job.experiment().seed(), Rng.DATA, 0, 0, 0, 0));
    boolean[] chosen = new boolean[order.length];
    for (int i = 0; i < count; i++) {
      chosen[order[i]] = true;
    }
    return all.keep(window -> chosen[window]);
  }

  private OptionalDouble score(Windows windows) {
    Metric metric = job.primary();
    Optional<Measured> measured = job.measure(model, windows);
    return measured.stream()
        .flatMap(m -> m.scores().stream())
        .filter(score -> score.metric().equals(metric))
        .map(Score::value)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private Importance.Lost lost(Windows sample, int group, double intact) {
    double sign = job.primary().direction() == Direction.HIGHER_IS_BETTER ? -1 : 1;
    double[] losses = new double[SHUFFLES];
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      int[] donors = new int[sample.count()];
      Arrays.setAll(donors, i -> i);
      long seed = job.experiment().seed();
      Rng.shuffle(donors, Rng.key(seed, Rng.DATA, SHUFFLE, shuffle, group, 0));
      ColumnMix mix = new ColumnMix(donors, groups.get(group).columns());
      losses[shuffle] = sign * (score(sample.mixed(mix)).orElse(Double.NaN) - intact);
    }
    double mean = Arrays.stream(losses).sum() / SHUFFLES;
    double squares = Arrays.stream(losses).map(loss -> (loss - mean) * (loss - mean)).sum();
    return new Importance.Lost(groups.get(group).name(), mean, Math.sqrt(squares / (SHUFFLES - 1)));
  }

  /** The inputs that are made of others: the last ones. */
  private List<Expansion.Made> made() {
    Preparation preparation = job.data().preparation();
    return Expansion.of(preparation).made(preparation.inputs());
  }

  /** The weights that the inputs are multiplied by first; none where no layer does. */
  static List<Weight> firstWeights(Model model) {
    List<Weight> first = model.network().inputWeights();
    List<Weight> weights =
        first.isEmpty()
            ? model.head().weights().stream().filter(w -> w.name().endsWith(".w")).toList()
            : first;
    int inputs =
        model.network().vectors().map(Network::outputSize).orElse(model.network().inputSize());
    return weights.stream().allMatch(w -> w.values().rows() == inputs) ? weights : List.of();
  }

  /** Σ |w| over all units of all members, times the input's deviation in training; or nothing. */
  private double[] pulls() {
    Examples training = job.examples(Part.TRAINING);
    List<Weight> weights = new ArrayList<>();
    boolean vectors = false;
    for (Model member : model.members()) {
      weights.addAll(firstWeights(member));
      vectors |= member.network().vectors().isPresent();
    }
    if (weights.isEmpty()) {
      return new double[0];
    }
    if (vectors) {
      double[] sums = new double[training.inputs()];
      model.members().forEach(member -> addPulls(training, member, sums));
      return sums;
    }
    double[] pulls = deviations(training, Optional.empty());
    for (int input = 0; input < pulls.length; input++) {
      pulls[input] *= magnitude(weights, input);
    }
    return pulls;
  }

  /** The same of a member whose names are vectors of its own, summed to their columns. */
  private void addPulls(Examples training, Model member, double[] sums) {
    Network vectors = member.network().vectors().orElseThrow();
    var spec = (LayerSpec.EmbeddedColumnsSpec) vectors.layers().getFirst().spec();
    int[] origins = spec.origins(sums.length);
    double[] deviations = deviations(training, Optional.of(vectors));
    List<Weight> weights = firstWeights(member);
    for (int column = 0; column < origins.length; column++) {
      sums[origins[column]] += deviations[column] * magnitude(weights, column);
    }
  }

  /** As shares of each column, and of each input made of columns. */
  private List<Importance.Share> weights() {
    double[] pulls = pulls();
    if (pulls.length == 0) {
      return List.of();
    }
    List<InputGroup> bars = new ArrayList<>(groups);
    List<Expansion.Made> made = made();
    for (int i = 0; i < made.size(); i++) {
      bars.add(new InputGroup(made.get(i).name(), List.of(pulls.length - made.size() + i)));
    }
    double[] sums = new double[bars.size()];
    for (int bar = 0; bar < sums.length; bar++) {
      for (int input : bars.get(bar).columns()) {
        sums[bar] += pulls[input];
      }
    }
    double all = Arrays.stream(sums).sum();
    List<Importance.Share> shares = new ArrayList<>();
    for (int bar = 0; bar < sums.length && all > 0; bar++) {
      shares.add(new Importance.Share(bars.get(bar).name(), sums[bar] / all));
    }
    return shares;
  }

  private static double magnitude(List<Weight> weights, int row) {
    double sum = 0;
    for (Weight weight : weights) {
      Matrix values = weight.values();
      for (int unit = 0; unit < values.columns(); unit++) {
        sum += Math.abs(values.get(row, unit));
      }
    }
    return sum;
  }

  /** Of each input over the steps of the training examples, or of as many as are wanted. */
  private double[] deviations(Examples training, Optional<Network> vectors) {
    int width = vectors.map(Network::outputSize).orElse(training.inputs());
    double[] mean = new double[width];
    double[] squares = new double[width];
    Matrix inputs = Matrix.of(training.maxSteps(), training.inputs());
    Optional<Network.Pass> pass =
        vectors.map(v -> v.pass(PassSettings.predicting(Capacity.of(training.maxSteps(), 1))));
    int looked = Math.min(training.count(), wanted);
    long rows = 0;
    for (int e = 0; e < looked; e++) {
      int example = (int) ((long) e * training.count() / looked); // spread over all of them
      training.input(example, inputs.data());
      int steps = training.steps(example);
      Matrix read = inputs.rows(steps);
      if (pass.isPresent()) {
        read = pass.get().forward(new Input.Rows(read), Steps.equal(steps, 1));
      }
      for (int t = 0; t < steps; t++) {
        rows++;
        for (int j = 0; j < width; j++) {
          double change = read.get(t, j) - mean[j];
          mean[j] += change / rows;
          squares[j] += change * (read.get(t, j) - mean[j]);
        }
      }
    }
    double[] deviations = new double[width];
    for (int j = 0; j < width; j++) {
      deviations[j] = Math.sqrt(squares[j] / rows);
    }
    return deviations;
  }
}
