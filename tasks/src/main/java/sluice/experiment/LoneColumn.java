package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sluice.data.Examples;
import sluice.data.Feature;
import sluice.data.Part;
import sluice.data.SeriesSettings;
import sluice.inspect.Finding;

/**
 * Looks for a column that alone gives the target away, while no other comes near.
 *
 * <p>Each column is tried by rules that need no training: what was the answer in the training part
 * where the column had the nearest value, and for numbers also the line of least squares. They are
 * measured on the validation part. A target's own past is no leak, so a forecast's columns are
 * those known ahead only.
 */
final class LoneColumn {
  /** Share of the error that is left to a column that gives the target away. */
  static final double GIVES_AWAY = 0.02;

  /** What is left at least to the best of the others; where less is, the task is easy. */
  static final double OTHERS = 0.1;

  /** With fewer answers a column is right by chance. */
  static final int EXAMPLES = 20;

  private static final int MOST = 4000; // examples that are looked at

  private final Examples training;
  private final Examples validation;
  private final int back; // rows before the last one that is looked at

  private LoneColumn(TableJob job, int back) {
    training = Some.of(job.examples(Part.TRAINING), MOST);
    validation = Some.of(job.examples(Part.VALIDATION), MOST);
    this.back = back;
  }

  /** Inputs {@code [from, to)} that one column of the data became. */
  private record Column(String name, int from, int to) {}

  /** What is left of the error by one column. */
  private record Left(String name, double error) {}

  /** The finding, if there is such a column. */
  static Optional<Finding> of(TableJob job) {
    if (job.examples(Part.VALIDATION).count() < EXAMPLES) {
      return Optional.empty();
    }
    SeriesSettings settings = job.data().preparation().series();
    List<Left> left = new ArrayList<>();
    List<Column> columns;
    if (job instanceof ForecastJob forecast) {
      int horizon = forecast.examples(Part.TRAINING).targetSteps();
      boolean seesAhead = ForecastJob.decoder(job.experiment()) != sluice.forecast.Decoder.DIRECT;
      columns = seesAhead ? columns(job, settings.known()) : List.of();
      if (!columns.isEmpty()) { // the last value before the horizon is no leak, but a rival
        left.add(new LoneColumn(job, horizon).measure(new Column("", 0, 1)));
      }
    } else if (job instanceof ClassifyJob || job instanceof RegressJob) {
      List<String> names = new ArrayList<>(settings.inputs());
      names.removeAll(job.experiment().data().target());
      columns = names.size() < 3 ? List.of() : columns(job, names);
    } else {
      return Optional.empty();
    }
    LoneColumn look = new LoneColumn(job, 0);
    columns.forEach(column -> left.add(look.measure(column)));
    return judge(left, job instanceof ClassifyJob);
  }

  /** Only where few give it away and the rest are far from it. */
  private static Optional<Finding> judge(List<Left> left, boolean classes) {
    List<Left> suspects =
        left.stream()
            .filter(column -> column.error <= GIVES_AWAY && !column.name.isEmpty())
            .sorted(Comparator.comparingDouble(Left::error))
            .toList();
    Optional<Left> rival =
        left.stream()
            .filter(column -> !suspects.contains(column))
            .min(Comparator.comparingDouble(Left::error));
    if (suspects.isEmpty() || rival.isEmpty() || rival.get().error < OTHERS) {
      return Optional.empty();
    }
    Left first = suspects.getFirst();
    String also =
        suspects.size() == 1
            ? ""
            : " (so do "
                + suspects.stream().skip(1).map(Left::name).collect(Collectors.joining(", "))
                + ")";
    String figure =
        classes
            ? percent(1 - first.error) + " of the answers on the validation part"
            : percent(1 - first.error) + " of the variance on the validation part";
    return Optional.of(
        new Finding(
            Finding.Kind.LEAK,
            Finding.Severity.SERIOUS,
            "Column "
                + first.name
                + " alone gives the target away"
                + also
                + ": by itself it has "
                + figure
                + " right, the best other column "
                + percent(Math.max(0, 1 - rival.get().error))
                + ". Such a column is often made after the target, or from it.",
            new Finding.Figure("by_this_column", 1 - first.error),
            new Finding.Figure("by_the_best_other", Math.max(0, 1 - rival.get().error))));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static List<Column> columns(TableJob job, List<String> names) {
    List<Feature> inputs = job.data().preparation().inputs();
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      int[] own =
          IntStream.range(0, inputs.size())
              .filter(i ->
                  inputs.get(i).name().equals(name) || inputs.get(i).name().startsWith(name + "="))
              .toArray();
      if (own.length > 0) {
        columns.add(new Column(name, own[0], own[0] + own.length));
      }
    }
    return columns;
  }

  private Left measure(Column column) {
    Truths known = new Truths(training);
    double[] values = values(training, column);
    int[] order =
        IntStream.range(0, values.length)
            .filter(known::known)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] x = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    double[] y = Arrays.stream(order).mapToDouble(known::of).toArray();
    Truths truth = new Truths(validation);
    Tally near = new Tally(truth.isClass());
    Tally straight = new Tally(truth.isClass());
    double[] line = line(x, y);
    double[] asked = values(validation, column);
    for (int example = 0; example < asked.length; example++) {
      if (truth.known(example)) {
        near.add(truth.of(example), nearest(x, y, asked[example], truth.isClass()));
        straight.add(truth.of(example), line[0] + line[1] * asked[example]);
      }
    }
    double error = truth.isClass() ? near.error() : Math.min(near.error(), straight.error());
    return new Left(column.name, near.count() < EXAMPLES || Double.isNaN(error) ? 1 : error);
  }

  /** Offset and slope of the line of least squares; flat where the column is constant. */
  private static double[] line(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xx > 0 ? xy / xx : 0;
    return new double[] {meanY - slope * meanX, slope};
  }

  /** The column's value at the row that is looked at; of a category the number of its word. */
  private double[] values(Examples examples, Column column) {
    double[] values = new double[examples.count()];
    float[] whole = new float[examples.maxSteps() * examples.inputs()];
    for (int example = 0; example < values.length; example++) {
      examples.input(example, whole);
      int row = Math.max(0, examples.steps(example) - 1 - back);
      for (int j = column.from; j < column.to; j++) {
        double value = whole[row * examples.inputs() + j];
        values[example] += column.to - column.from == 1 ? value : value * (j - column.from + 1);
      }
    }
    return values;
  }

  /** The answer at the known value that is nearest, of all that have just this value. */
  private static double nearest(double[] x, double[] y, double value, boolean classes) {
    int at = Arrays.binarySearch(x, value);
    if (at < 0) {
      int above = -at - 1;
      boolean below = above == x.length || above > 0 && value - x[above - 1] <= x[above] - value;
      at = below ? above - 1 : above;
    }
    int from = at;
    while (from > 0 && x[from - 1] == x[at]) {
      from--;
    }
    int to = at + 1;
    while (to < x.length && x[to] == x[at]) {
      to++;
    }
    return Tally.together(classes, y, from, to);
  }
}
