package sluice.experiment;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import sluice.data.Examples;
import sluice.data.Part;
import sluice.data.Predictions;
import sluice.data.Unlike;
import sluice.inspect.Finding;
import sluice.loss.Model;

/**
 * Measures how much could be learned: what the nearest other examples of the training part say of
 * each of its examples, beside what the network says of them.
 *
 * <p>Only for rows and whole sequences: neighbouring windows of one series overlap, and tell one
 * another what no network could know.
 */
final class NearestRows {
  /** How much more is wrong than by the nearest rows, as a share of all. */
  static final double MORE = 0.1;

  /** The same as a ratio. */
  static final double RATIO = 1.5;

  private static final int NEAREST = 5;
  private static final int MOST = 400; // examples that are compared, all with all
  private static final long AFFORDABLE = 200_000_000; // differences

  private final Examples examples;
  private final Unlike unlike;
  private final Truths truths;
  private final float[][] rows; // the last steps, as many as the shortest example has

  private NearestRows(Examples examples, Unlike unlike) {
    this.examples = examples;
    this.unlike = unlike;
    truths = new Truths(examples);
    int shortest = IntStream.range(0, examples.count()).map(examples::steps).min().orElseThrow();
    int length = shortest * examples.inputs();
    rows = new float[examples.count()][length];
    float[] whole = new float[examples.maxSteps() * examples.inputs()];
    for (int example = 0; example < rows.length; example++) {
      examples.input(example, whole);
      int from = (examples.steps(example) - shortest) * examples.inputs();
      System.arraycopy(whole, from, rows[example], 0, length);
    }
  }

  /** The finding, if the network knows far less than they do. */
  static Optional<Finding> of(TableJob job, Model model) {
    boolean windows = job.experiment().window().per() == WindowSettings.Per.WINDOW;
    if (windows || !(job instanceof ClassifyJob || job instanceof RegressJob)) {
      return Optional.empty();
    }
    Examples some = Some.of(job.examples(Part.TRAINING), MOST);
    long length = (long) some.maxSteps() * some.inputs();
    if (some.count() < 2 * NEAREST || length * some.count() * some.count() > AFFORDABLE) {
      return Optional.empty();
    }
    Unlike unlike = new Unlike(some.inputs(), job.data().preparation().embedded());
    NearestRows nearest = new NearestRows(some, unlike);
    double[] errors = nearest.errors(model);
    boolean less = errors[0] - errors[1] >= MORE && errors[0] >= RATIO * errors[1];
    return less ? Optional.of(nearest.finding(errors)) : Optional.empty();
  }

  /** Errors of the network and of the nearest rows. */
  private double[] errors(Model model) {
    Tally network = new Tally(truths.isClass());
    Predictions.each(
        model,
        examples,
        (example, step, output, row) -> {
          if (step == truths.step(example) && truths.known(example)) {
            network.add(truths.of(example), truths.predicted(output, row));
          }
        });
    Tally near = new Tally(truths.isClass());
    for (int example = 0; example < rows.length; example++) {
      if (truths.known(example)) {
        near.add(truths.of(example), nearest(example));
      }
    }
    return new double[] {network.error(), near.error()};
  }

  private double nearest(int example) {
    double[] distances = new double[rows.length];
    for (int other = 0; other < rows.length; other++) {
      distances[other] = other == example ? Double.POSITIVE_INFINITY : distance(example, other);
    }
    double[] near =
        IntStream.range(0, rows.length)
            .filter(truths::known)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .limit(NEAREST)
            .mapToDouble(truths::of)
            .toArray();
    return Tally.together(truths.isClass(), near, 0, near.length);
  }

  private double distance(int a, int b) {
    double sum = 0;
    for (int j = 0; j < rows[a].length; j++) {
      sum += unlike.square(j, rows[a][j], rows[b][j]);
    }
    return sum;
  }

  private Finding finding(double[] errors) {
    String what = truths.isClass() ? "is wrong at " : "leaves ";
    String of = truths.isClass() ? " of the examples" : " of the variance";
    String near = truths.isClass() ? "are wrong at " : "leave ";
    return new Finding(
        Finding.Kind.UNDER_FITTING,
        Finding.Severity.SERIOUS,
        "There is more to learn than was learned: on the training part the network "
            + what
            + percent(errors[0])
            + of
            + ", the five nearest other examples together "
            + near
            + percent(errors[1])
            + ".",
        new Finding.Figure("network_error", errors[0]),
        new Finding.Figure("nearest_examples_error", errors[1]));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
