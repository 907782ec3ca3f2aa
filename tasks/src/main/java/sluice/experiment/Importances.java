package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import sluice.data.ColumnMix;
import sluice.data.Examples;
import sluice.data.InputGroup;
import sluice.data.Measured;
import sluice.data.Part;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.loss.Model;
import sluice.loss.Predictor;
import sluice.math.Matrix;
import sluice.math.Rng;
import sluice.metric.Direction;
import sluice.metric.Metric;
import sluice.metric.Score;
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
  private static final int MOST_COLUMNS = 200;
  private static final int LEAST_EXAMPLES = 20; // fewer say nothing
  private static final double MOST_WORK = 3e10; // multiplications, some seconds
  private static final int SHUFFLE = 1; // epoch of the keys of Rng; 0 is the choice of examples

  private final Job job;
  private final Predictor model;
  private final List<InputGroup> groups;

  private Importances(Job job, Predictor model) {
    this.job = job;
    this.model = model;
    groups = InputGroup.of(job.data().preparation());
  }

  static Importance of(Job job, Predictor model) {
    if (job.experiment().report().importance() == 0) {
      return Importance.NONE;
    }
    Importances own = new Importances(job, model);
    List<String> notes = new ArrayList<>();
    Optional<Importance.Shuffled> shuffled = own.shuffled(notes);
    return new Importance(shuffled, own.weights(), notes);
  }

  private Optional<Importance.Shuffled> shuffled(List<String> notes) {
    Part part = job.examples(Part.VALIDATION).count() > 0 ? Part.VALIDATION : Part.TEST;
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
    return Math.min(
        Math.min(all.count(), job.experiment().report().importance()), (int) affordable);
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

  /** Σ |w| over all units of all members, times the column's deviation in training, as shares. */
  private List<Importance.Share> weights() {
    Examples training = job.examples(Part.TRAINING);
    List<Weight> weights = new ArrayList<>();
    for (Model member : model.members()) {
      List<Weight> first = member.network().inputWeights();
      weights.addAll(
          first.isEmpty()
              ? member.head().weights().stream().filter(w -> w.name().endsWith(".w")).toList()
              : first);
    }
    if (weights.isEmpty()
        || weights.stream().anyMatch(w -> w.values().rows() != training.inputs())) {
      return List.of();
    }
    double[] deviations = deviations(training);
    double[] sums = new double[groups.size()];
    for (int group = 0; group < sums.length; group++) {
      for (int column : groups.get(group).columns()) {
        sums[group] += deviations[column] * magnitude(weights, column);
      }
    }
    double all = Arrays.stream(sums).sum();
    List<Importance.Share> shares = new ArrayList<>();
    for (int group = 0; group < sums.length && all > 0; group++) {
      shares.add(new Importance.Share(groups.get(group).name(), sums[group] / all));
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
  private double[] deviations(Examples training) {
    int width = training.inputs();
    double[] mean = new double[width];
    double[] squares = new double[width];
    float[] inputs = new float[training.maxSteps() * width];
    int wanted = Math.min(training.count(), job.experiment().report().importance());
    long rows = 0;
    for (int e = 0; e < wanted; e++) {
      int example = (int) ((long) e * training.count() / wanted); // spread over all of them
      training.input(example, inputs);
      for (int t = 0; t < training.steps(example); t++) {
        rows++;
        for (int j = 0; j < width; j++) {
          double change = inputs[t * width + j] - mean[j];
          mean[j] += change / rows;
          squares[j] += change * (inputs[t * width + j] - mean[j]);
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
