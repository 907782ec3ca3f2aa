package sluice.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sluice.classify.ClassifyEvaluation;
import sluice.classify.ClassifyExamples;
import sluice.data.Expansion;
import sluice.data.InputGroup;
import sluice.data.Nearest;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Scaler;
import sluice.data.Series;
import sluice.data.WindowExamples;
import sluice.data.Windows;
import sluice.inspect.Attribution;
import sluice.loss.Model;
import sluice.math.Matrix;
import sluice.model.JsonObject;
import sluice.report.WhyStudy;

/** Takes one prediction of a trained model apart, in the columns of the user's data. */
final class Why {
  private final Experiment experiment;
  private final Model model;
  private final Preparation preparation;
  private final JsonObject preprocessing;
  private final WhySettings asked;

  Why(
      Experiment experiment,
      Model model,
      Preparation preparation,
      JsonObject preprocessing,
      WhySettings asked) {
    this.experiment = experiment;
    this.model = model;
    this.preparation = preparation;
    this.preprocessing = preprocessing;
    this.asked = asked;
  }

  /**
   * What is explained.
   *
   * @param name in words
   * @param column of the head's outputs
   * @param step of the outputs, from 0, or {@link Attribution#LAST}
   * @param factor that turns the output into the unit
   * @param shift added after it
   * @param unit of the contributions
   */
  private record Output(
      String name, int column, int step, double factor, double shift, String unit) {}

  WhyStudy of(WindowExamples examples) {
    Windows windows = examples.rows().windows();
    int example = example(windows);
    int steps = examples.steps(example);
    float[] values = new float[examples.maxSteps() * examples.inputs()];
    examples.input(example, values);
    Matrix x = Matrix.over(values, 0, steps, examples.inputs());
    Output output = output(windows, example, examples);
    Matrix baseline = baseline(windows, example, x);
    Attribution why = attribution(x, baseline, output);
    List<String> place =
        Place.of(experiment, windows.prepared())
            .row(windows, example, Math.max(0, asked.step() - 1));
    return new WhyStudy(
        "Why " + output.name() + " · " + experiment.name(),
        windows.of(example).series().source()
            + (asked.member().isPresent() ? ", member " + asked.member().getAsInt() : "")
            + ", example "
            + (example + 1)
            + " of "
            + windows.count(),
        answer(output, why, String.join(", ", place)),
        output.unit(),
        asked.zero()
            ? "inputs of zero in their own units"
            : "the mean of each number, and no category",
        output.factor() * why.output() + output.shift(),
        output.factor() * why.baseline() + output.shift(),
        why.points(),
        times(windows, example, steps),
        columns(windows, example, why, output.factor()),
        why.fits());
  }

  private Attribution attribution(Matrix x, Matrix baseline, Output output) {
    try {
      return Attribution.of(model, x, baseline, output.step(), output.column());
    } catch (IllegalArgumentException e) {
      throw new UnfitTask("the prediction cannot be taken apart: " + e.getMessage());
    }
  }

  private String answer(Output output, Attribution why, String place) {
    double value = output.factor() * why.output() + output.shift();
    if (output.unit().equals("log-odds")) {
      double p = 1 / (1 + StrictMath.exp(-value));
      return String.format(
          Locale.ROOT, "%s, %s: probability %.1f %%", output.name(), place, 100 * p);
    }
    return String.format(
        Locale.ROOT, "%s, %s: %.6g %s", output.name(), place, value, output.unit());
  }

  /** The example asked for, or the last one. */
  private int example(Windows windows) {
    if (asked.sequence().isPresent()) {
      String key = asked.sequence().get();
      for (int e = windows.count() - 1; e >= 0; e--) {
        if (windows.of(e).series().key().equals(key)) {
          return e;
        }
      }
      List<String> keys = windows.prepared().stream().map(one -> one.series().key()).toList();
      throw new UnfitTask(
          "there is no sequence \"" + key + "\" with an example in the data" + nearest(key, keys));
    }
    int row = asked.row().orElse(windows.count());
    if (row < 1 || row > windows.count()) {
      throw new UnfitTask("there is no example " + row + ": the data have 1 to " + windows.count());
    }
    return row - 1;
  }

  private static String nearest(String word, List<String> known) {
    return Nearest.of(word, known)
        .map(name -> "; did you mean " + name + "?")
        .orElse("; there are " + String.join(", ", known.stream().limit(10).toList()));
  }

  private Output output(Windows windows, int example, WindowExamples examples) {
    if (asked.step() != 0 && experiment.task() != Task.FORECAST) {
      throw new UnfitTask("--step is a step of a forecast's horizon, and this is no forecaster");
    }
    if (!experiment.training().loss().levels().isEmpty()) {
      throw new UnfitTask(
          "the model gives quantiles, and inspect why explains one number or class");
    }
    return switch (experiment.task()) {
      case FORECAST -> forecast(windows.of(example), examples.targetSteps());
      case CLASSIFY ->
          experiment.data().several()
              ? label(LabelSetJob.sets(preprocessing).labels(), likeliest(examples, example, 0))
              : label(ClassifyJob.labels(preprocessing).classes(), likeliest(examples, example));
      case REGRESS -> {
        Scaler scaler = RegressJob.labels(experiment, preprocessing).scaler();
        named(List.of(scaler.column()));
        yield number(scaler.column(), 0, Attribution.LAST, scaler, true);
      }
      case AUTOENCODE, SIMILARITY, LANGUAGE ->
          throw new UnfitTask(
              "inspect why explains forecasts, classes and numbers, and this is a model of task "
                  + experiment.task().name().toLowerCase(Locale.ROOT));
    };
  }

  private Output forecast(Prepared one, int targetSteps) {
    int horizon = experiment.window().horizon();
    int step = asked.step() == 0 ? 1 : asked.step();
    if (step < 1 || step > horizon) {
      throw new UnfitTask("there is no step " + step + " of the horizon: it has 1 to " + horizon);
    }
    List<String> targets = experiment.data().target();
    int target = named(targets).orElse(0);
    String name = targets.get(target);
    boolean direct = targetSteps == 1 && horizon > 1;
    Scaler scaler = preparation.scalerOf(one.series(), name).orElseThrow();
    return number(
        name,
        direct ? (step - 1) * targets.size() + target : target,
        direct ? Attribution.LAST : step - 1,
        scaler,
        preparation.features().difference() == 0);
  }

  /** In the unit of the target; of a logarithm in its own, in which contributions add up. */
  private static Output number(String name, int column, int step, Scaler scaler, boolean whole) {
    boolean log = scaler.kind() == Scaler.Kind.LOG;
    String unit = log ? "ln(1 + " + name + "), where 0.01 is about 1 %" : name;
    return new Output(
        name,
        column,
        step,
        scaler.scale(),
        whole ? scaler.shift() : 0,
        whole ? unit : "change of " + unit);
  }

  private Output label(List<String> names, int likeliest) {
    int label = named(names).orElse(likeliest);
    boolean oneLogit = model.head().outputSize() == 1 && names.size() == 2;
    boolean no = oneLogit && label == 0;
    return new Output(
        names.get(label),
        oneLogit ? 0 : label,
        Attribution.LAST,
        no ? -1 : 1,
        0,
        model.head().type().equals("plain") ? "probability" : "log-odds");
  }

  private int likeliest(WindowExamples examples, int example) {
    return likeliest(examples, example, ClassifyJob.labels(preprocessing).classes().size());
  }

  /** The largest answer of an example's last step; of one logit, yes or no. */
  private int likeliest(WindowExamples examples, int example, int classes) {
    if (classes > 0
        && examples instanceof ClassifyExamples own
        && !experiment.window().eachStep()) {
      return largest(ClassifyEvaluation.probabilities(model, own, classes)[example]);
    }
    if (asked.output().isEmpty()) {
      throw new UnfitTask("say which label to explain with --output");
    }
    return 0;
  }

  private static int largest(float[] values) {
    int largest = 0;
    for (int c = 1; c < values.length; c++) {
      largest = values[c] > values[largest] ? c : largest;
    }
    return largest;
  }

  /** The output asked for; empty where none was. */
  private Optional<Integer> named(List<String> names) {
    if (asked.output().isEmpty()) {
      return Optional.empty();
    }
    String name = asked.output().get();
    int at = names.indexOf(name);
    if (at < 0) {
      throw new UnfitTask("there is no output \"" + name + '"' + nearest(name, names));
    }
    return Optional.of(at);
  }

  /** Zeros, which are the mean of what is scaled by it; or zeros of the user's own units. */
  private Matrix baseline(Windows windows, int example, Matrix x) {
    Matrix baseline = Matrix.of(x.rows(), x.columns());
    int width = preparation.inputs().size();
    int history = windows.history(example);
    Series series = windows.of(example).series();
    if (asked.zero() && Expansion.of(preparation).count() > 0) {
      throw new UnfitTask("--baseline zero does not go with data.expand: take mean");
    }
    for (int j = 0; j < width; j++) {
      Optional<Scaler> scaler = preparation.scalerOf(series, preparation.inputs().get(j).name());
      boolean ahead = j >= width - preparation.knownAhead();
      for (int t = 0; t < x.rows() && scaler.isPresent(); t++) {
        if (t < history || ahead) { // what is not known ahead is 0 in both
          baseline.set(
              t, j, (float) (asked.zero() ? scaler.get().scale(0) : mean(windows, scaler.get())));
        }
      }
    }
    for (int t = 0; t < x.rows() && x.rows() > history; t++) {
      baseline.set(t, width, x.get(t, width)); // history or horizon: no column of the data
    }
    return baseline;
  }

  /** The scaled mean: 0 but for scalers that leave it elsewhere, whose data tell it. */
  private static double mean(Windows windows, Scaler scaler) {
    if (scaler.kind() != Scaler.Kind.MIN_MAX && scaler.kind() != Scaler.Kind.NONE) {
      return 0;
    }
    double sum = 0;
    long count = 0;
    for (Prepared one : windows.prepared()) {
      double[] values = one.series().values(scaler.column());
      for (double value : values) {
        if (Double.isFinite(value)) {
          sum += scaler.scale(value);
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private List<String> times(Windows windows, int example, int steps) {
    List<String> times = new ArrayList<>();
    int first = windows.origin(example) - windows.history(example);
    for (int t = 0; t < steps; t++) {
      times.add(windows.of(example).series().timeline().text(first + t));
    }
    return times;
  }

  private List<WhyStudy.Column> columns(
      Windows windows, int example, Attribution why, double factor) {
    List<WhyStudy.Column> columns = new ArrayList<>();
    int width = preparation.inputs().size();
    for (InputGroup group : InputGroup.of(preparation)) {
      columns.add(column(windows, example, why, group, factor));
    }
    int expanded = Expansion.of(preparation).count();
    if (expanded > 0) {
      List<Integer> made = new ArrayList<>();
      for (int j = width; j < why.integrated().columns(); j++) {
        made.add(j);
      }
      columns.add(column(windows, example, why, new InputGroup("made of columns", made), factor));
    }
    columns.sort(Comparator.comparingDouble(column -> -column.magnitude()));
    return columns;
  }

  private WhyStudy.Column column(
      Windows windows, int example, Attribution why, InputGroup group, double factor) {
    int steps = why.integrated().rows();
    double[] integrated = new double[steps];
    double[] gradient = new double[steps];
    for (int t = 0; t < steps; t++) {
      for (int j : group.columns()) {
        integrated[t] += factor * why.integrated().get(t, j);
        gradient[t] += factor * why.gradient().get(t, j);
      }
    }
    double[] numbers = new double[steps];
    Arrays.fill(numbers, Double.NaN);
    List<String> values = new ArrayList<>();
    Series series = windows.of(example).series();
    if (preparation.series().inputs().contains(group.name())) {
      boolean words = preparation.series().categories().contains(group.name());
      int first = windows.origin(example) - windows.history(example);
      boolean ahead = preparation.series().known().contains(group.name());
      for (int t = 0; t < steps; t++) {
        boolean seen = t < windows.history(example) || ahead;
        boolean there = seen && first + t < series.length();
        values.add(there ? series.column(group.name()).text(first + t) : "");
        numbers[t] = there && !words ? series.values(group.name())[first + t] : Double.NaN;
      }
    }
    return new WhyStudy.Column(group.name(), values, numbers, integrated, gradient);
  }
}
