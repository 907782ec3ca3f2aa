package sluice.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Pieces of series: a history for the net to read, and the steps behind it to be predicted.
 *
 * <p>A window belongs to a part if all steps to be predicted lie in it; its history may reach back
 * into the part before, as it is known by then. Windows are ordered by series, then by time. What a
 * window shows hangs on nothing at or behind its origin, save what is known ahead.
 */
public final class Windows {
  private final WindowShape shape;
  private final List<Prepared> prepared;
  private final Ints series; // of each window
  private final Ints origins; // of each window
  private final Optional<ColumnMix> mix;

  private Windows(WindowShape shape, List<Prepared> prepared, Ints series, Ints origins) {
    this(shape, prepared, series, origins, Optional.empty());
  }

  private Windows(
      WindowShape shape,
      List<Prepared> prepared,
      Ints series,
      Ints origins,
      Optional<ColumnMix> mix) {
    checkLags(prepared, shape);
    this.mix = mix;
    this.shape = shape;
    this.prepared = List.copyOf(prepared);
    this.series = series;
    this.origins = origins;
  }

  /**
   * The windows of a part. Series too short for one window have none.
   *
   * @throws BadData if the part has steps but no window
   */
  public static Windows of(
      List<Prepared> prepared, List<Parts> parts, Part part, WindowShape shape) {
    checkLabel(prepared, shape);
    Found found = new Found();
    int steps = 0;
    int longest = 0;
    for (int i = 0; i < prepared.size(); i++) {
      Parts own = parts.get(i);
      int size = own.to(part) - own.from(part);
      steps += size;
      longest = size > longest ? size : longest;
      if (shape.history() == 0) {
        if (size > 0) {
          found.add(i, own.to(part));
        }
        continue;
      }
      int origin = Math.max(own.from(part) - shape.first(), least(prepared.get(i), shape));
      // The origin is at most the end, where the last step of the history is to be predicted.
      while (origin + shape.last() < own.to(part) && origin <= own.to(part)) {
        found.add(i, origin);
        origin += shape.stride();
      }
    }
    if (found.isEmpty && steps > 0) {
      boolean first = parts.stream().allMatch(own -> own.from(part) == 0);
      throw tooShort(prepared.getFirst(), part, first, longest, shape);
    }
    return of(shape, prepared, found);
  }

  /**
   * One window a series, whose history ends with the last step that has a target: what lies behind
   * is to be forecast.
   *
   * @param prepared series that were prepared so many steps ahead
   * @throws BadData if a series is shorter than the history
   */
  public static Windows future(List<Prepared> prepared, WindowShape shape) {
    Found found = new Found();
    for (int i = 0; i < prepared.size(); i++) {
      Prepared one = prepared.get(i);
      found.add(i, one.observed());
      if (one.observed() < least(one, shape)) {
        String key = one.series().key();
        throw BadData.because(
                "the history is shorter than the window"
                    + (key.isEmpty() ? "" : " in series " + BadData.quote(key)))
            .file(one.series().source())
            .expected("at least " + needed(one, shape))
            .found(one.observed() + " steps")
            .next("Give more rows.")
            .error();
      }
    }
    return of(shape, prepared, found);
  }

  /**
   * All windows with a whole history, the last one at the end of its series, whether what is to be
   * predicted lies in the data or not.
   */
  public static Windows all(List<Prepared> prepared, WindowShape shape) {
    checkLabel(prepared, shape);
    Found found = new Found();
    for (int i = 0; i < prepared.size(); i++) {
      int end = prepared.get(i).observed();
      int least = shape.history() == 0 ? end : least(prepared.get(i), shape);
      for (int origin = least; origin <= end; origin += shape.stride()) {
        found.add(i, origin);
      }
    }
    return found.isEmpty ? future(prepared, shape) : of(shape, prepared, found);
  }

  private static Windows of(WindowShape shape, List<Prepared> prepared, Found found) {
    return new Windows(shape, prepared, found.series.take(), found.origins.take());
  }

  /** Windows on the way. */
  private static final class Found {
    private final Ints.Builder series = new Ints.Builder();
    private final Ints.Builder origins = new Ints.Builder();
    private boolean isEmpty = true;

    void add(int one, int origin) {
      series.add(one);
      origins.add(origin);
      isEmpty = false;
    }
  }

  /** The smallest origin that has a whole history. */
  private static int least(Prepared one, WindowShape shape) {
    return Math.max(1, shape.history() + one.firstStep());
  }

  private static String needed(Prepared one, WindowShape shape) {
    int lag = one.firstStep();
    return least(one, shape)
        + " steps"
        + (lag > 0 ? " (" + shape.history() + " of history, " + lag + " for differences)" : "");
  }

  /** The first part holds the history of its windows too, the others only what is predicted. */
  private static BadData tooShort(
      Prepared one, Part part, boolean first, int longest, WindowShape shape) {
    int lag = one.firstStep();
    int back = first ? shape.history() + lag : 0;
    int ahead = Math.max(shape.last() + 1, first ? 0 : shape.horizon());
    String of =
        first
            ? " ("
                + shape.history()
                + " of history, "
                + ahead
                + " ahead"
                + (lag > 0 ? ", " + lag + " for differences)" : ")")
            : " ahead of a window's history";
    String where =
        first && part != Part.TRAINING ? "" : " in " + part.name().toLowerCase(Locale.ROOT);
    return BadData.because("fewer rows than a window" + where)
        .file(one.series().source())
        .expected("at least " + (back + ahead) + " steps" + of)
        .found(longest + " steps")
        .next("Give more rows, or make the window shorter or the other parts smaller.")
        .error();
  }

  /** The last step of the history cannot be predicted where it is an input. */
  private static void checkLabel(List<Prepared> prepared, WindowShape shape) {
    SeriesSettings settings = prepared.getFirst().preparation().series();
    if (shape.first() < 0 && settings.inputs().contains(settings.label())) {
      throw new IllegalArgumentException(
          "the label "
              + settings.label()
              + " is an input of the very step it is predicted for; take it out of past, or predict"
              + " steps ahead");
    }
  }

  /** A lag below the horizon would show the net what it is to forecast. */
  private static void checkLags(List<Prepared> prepared, WindowShape shape) {
    for (int lag : prepared.getFirst().preparation().features().lags()) {
      if (lag < shape.last() + 1) {
        throw new IllegalArgumentException(
            "a lag of "
                + lag
                + " steps is not known over a horizon of "
                + (shape.last() + 1)
                + "; lags must be at least as long");
      }
    }
  }

  /** Number of windows. */
  public int count() {
    return origins.size();
  }

  /** What each window holds. */
  public WindowShape shape() {
    return shape;
  }

  /** The series that windows are cut from. */
  public List<Prepared> prepared() {
    return prepared;
  }

  /** The series of a window, by its place in {@link #prepared}. */
  public int series(int window) {
    return series.get(window);
  }

  /** The series of a window. */
  public Prepared of(int window) {
    return prepared.get(series.get(window));
  }

  /** The step behind the last one of a window's history. */
  public int origin(int window) {
    return origins.get(window);
  }

  /** Steps of a window's history. */
  public int history(int window) {
    return shape.history() == 0 ? origins.get(window) : shape.history();
  }

  /** The windows that a predicate holds for, in the same order. */
  public Windows keep(IntPredicate wanted) {
    Found kept = new Found();
    for (int window = 0; window < count(); window++) {
      if (wanted.test(window)) {
        kept.add(series(window), origin(window));
      }
    }
    return of(shape, prepared, kept);
  }

  /** A window for each step of these whole series: the step alone, at which it is predicted. */
  Windows steps() {
    if (shape.history() != 0) {
      throw new IllegalArgumentException("only whole series are asked at each of their steps");
    }
    Found found = new Found();
    for (int window = 0; window < count(); window++) {
      for (int origin = 1; origin <= origins.get(window); origin++) {
        found.add(series(window), origin);
      }
    }
    return of(WindowShape.label(1, 0), prepared, found);
  }

  /** The same windows, to be read with columns of other ones in the place of their own. */
  public Windows mixed(ColumnMix columns) {
    return new Windows(shape, prepared, series, origins, Optional.of(columns));
  }

  /** What is read in the place of some columns. */
  Optional<ColumnMix> mix() {
    return mix;
  }

  /** Inputs a step of {@link #copyHistory}. */
  public int width() {
    return prepared.getFirst().width();
  }

  /** Inputs a step of {@link #copySequence}: one more, the indicator. */
  public int sequenceWidth() {
    return width() + 1;
  }

  /**
   * Copies the inputs of the history.
   *
   * @param into modified: {@link #width} values at {@code at}, and so on every {@code stride}
   */
  public void copyHistory(int window, float[] into, int at, int stride) {
    int steps = history(window);
    int origin = origins.get(window);
    of(window).copyInputs(origin - steps, steps, origin, into, at, stride);
  }

  /** Copies the inputs of one step of the history. Modified: {@code into}. */
  void copyStep(int window, int step, float[] into) {
    int origin = origins.get(window);
    of(window).copyInputs(origin - history(window) + step, 1, origin, into, 0, width());
  }

  /**
   * Copies history and horizon: history + horizon rows. In the horizon only what is known ahead is
   * filled in; the last column is 1 in the history and 0 in the horizon.
   *
   * @param into modified: {@link #sequenceWidth} values at {@code at}, and so on every {@code
   *     stride}
   */
  public void copySequence(int window, float[] into, int at, int stride) {
    int steps = history(window);
    int origin = origins.get(window);
    int width = width();
    copyHistory(window, into, at, stride);
    int horizonAt = at + steps * stride;
    int horizon = shape.last() + 1;
    for (int row = 0; row < horizon; row++) {
      int start = horizonAt + row * stride;
      Arrays.fill(into, start, start + width, 0);
    }
    of(window).copyKnown(origin, horizon, origin + horizon, into, horizonAt, stride);
    for (int row = 0; row < steps + horizon; row++) {
      into[at + row * stride + width] = row < steps ? 1 : 0;
    }
  }

  /**
   * Copies the scaled targets of the steps to be predicted; 0 where one is missing.
   *
   * @param into modified: one value a target at {@code at}, and so on every {@code stride}
   */
  public void copyTargets(int window, float[] into, int at, int stride) {
    Prepared one = of(window);
    for (int k = 0; k < shape.horizon(); k++) {
      for (int target = 0; target < one.targets(); target++) {
        into[at + k * stride + target] =
            one.scaled(target, origins.get(window) + shape.first() + k);
      }
    }
  }

  /**
   * Copies the weights of the steps to be predicted: 1, or 0 where a target is missing.
   *
   * @param into modified: one value at {@code at}, and so on every {@code stride}
   */
  public void copyWeights(int window, float[] into, int at, int stride) {
    for (int k = 0; k < shape.horizon(); k++) {
      boolean complete = of(window).complete(origins.get(window) + shape.first() + k);
      into[at + k * stride] = complete ? 1 : 0;
    }
  }

  /** A target's true values at the steps to be predicted, in its own unit; NaN where missing. */
  public double[] truth(int window, int target) {
    var values = new double[shape.horizon()];
    for (int k = 0; k < values.length; k++) {
      values[k] = of(window).value(target, origins.get(window) + shape.first() + k);
    }
    return values;
  }

  /** Turns the scaled predictions of a forecast back into a target's own unit. */
  public double[] unscale(int window, int target, double[] scaled) {
    return of(window).unscale(target, origins.get(window) + shape.first(), scaled);
  }

  /** The time of a step to be predicted, from 0, in ISO form. */
  public String time(int window, int k) {
    return of(window).series().timeline().text(origins.get(window) + shape.first() + k);
  }
}
