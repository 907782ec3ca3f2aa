package sluice.data;

import java.util.ArrayList;
import java.util.List;

/** Turns one series into a {@link Prepared} one. */
final class PreparedBuilder {
  private static final int MOST_INPUTS = Integer.MAX_VALUE - 8; // what a JVM puts in one array

  private final Preparation preparation;
  private final SeriesSettings settings;
  private final Series series;
  private final int observed;
  private final int rows;
  private final int width;
  private final float[] inputs; // [rows, width]
  private final List<Prepared.Patched> patched = new ArrayList<>();
  private final List<Prepared.Target> targets = new ArrayList<>();

  PreparedBuilder(Preparation preparation, Series series, int ahead) {
    this.preparation = preparation;
    this.series = series;
    settings = preparation.series();
    observed = series.observed();
    rows = Math.max(series.length(), observed + ahead);
    width = preparation.inputs().size();
    inputs = new float[size(rows, width, series.source())];
  }

  /** How many inputs there are in all: one array holds them. */
  static int size(int rows, int width, String source) {
    long size = (long) rows * width;
    if (size > MOST_INPUTS) {
      throw BadData.because("too many inputs in one series")
          .file(source)
          .expected("at most " + MOST_INPUTS + " in all")
          .found(rows + " rows of " + width)
          .next("Name fewer inputs, or train on a part of the rows.")
          .error();
    }
    return (int) size;
  }

  Prepared build() {
    checkStep();
    checkAhead();
    int at = 0;
    for (String name : settings.inputs()) {
      checkMissing(name);
      at +=
          settings.categories().contains(name)
              ? category(preparation.categories(name), at)
              : numbers(name, at);
      if (preparation.masked().contains(name)) {
        mask(name, at++);
      }
    }
    for (Prepared.Target target : targets) {
      for (int lag : preparation.features().lags()) {
        lagged(target.numbers(), lag, at++);
      }
    }
    preparation.calendar().fill(series.timeline(), rows, inputs, at, width);
    return new Prepared(series, preparation, rows, inputs, patched, targets);
  }

  private void checkStep() {
    String trained = settings.time().step();
    String own = series.settings().time().step();
    if (series.timeline().timed() && !trained.equals(own)) {
      throw BadData.because("steps of another length than in training")
          .file(series.source())
          .expected("one " + trained)
          .found("one " + own)
          .error();
    }
  }

  private void checkAhead() {
    int beyond = rows - series.length();
    if (beyond > 0 && !settings.known().isEmpty()) {
      throw BadData.because("columns known ahead end too early")
          .file(series.source())
          .column(settings.known().getFirst())
          .expected((rows - observed) + " rows behind the last target")
          .found(Integer.toString(series.length() - observed))
          .next(
              "Give the coming rows: "
                  + String.join(", ", settings.known())
                  + " filled in, the target empty.")
          .error();
    }
    boolean dates = preparation.features().calendar().needsDates();
    if (beyond > 0 && dates && !series.timeline().goesOn()) {
      throw BadData.because("rows that are not equally spaced have no times ahead")
          .file(series.source())
          .next("Set time.step, or leave the calendar out.")
          .error();
    }
  }

  private void checkMissing(String name) {
    int end = settings.known().contains(name) ? series.length() : observed;
    Column column = series.column(name);
    boolean known =
        settings.categories().contains(name) && preparation.categories(name).takesMissing();
    boolean refuse =
        !known
            && (settings.missing() == MissingPolicy.REFUSE
                || settings.missing() == MissingPolicy.MASK
                    && !preparation.masked().contains(name));
    int first = -1;
    int count = 0;
    for (int step = 0; step < end && refuse; step++) {
      if (column.missing(step)) {
        first = first < 0 ? step : first;
        count++;
      }
    }
    if (first >= 0) {
      throw missing(series, name, first, count);
    }
  }

  static BadData missing(Series series, String column, int step, int count) {
    String what = count == 1 ? "a missing value" : "the first of " + count + " missing values";
    return series
        .at(what, step, column)
        .next(
            series.settings().missing() == MissingPolicy.MASK
                ? "The column had none in training, so the net has no input for it."
                : "Fill it in, or set missing to "
                    + (series.settings().rowsAlone()
                        ? "mask or mean."
                        : "interpolate, carry, mask or mean."))
        .error();
  }

  /** The bent value; one that has no logarithm is an error. */
  static double bend(Series series, String column, int step, double value, Scaler.Kind kind) {
    if (kind == Scaler.Kind.LOG && value <= -1) {
      throw series
          .at("a value without a logarithm", step, column)
          .expected("values above -1, for log(1 + x)")
          .found(NumberText.write(value))
          .next("Choose another scale than log.")
          .error();
    }
    return Scaler.bend(kind, value);
  }

  private int numbers(String name, int at) {
    Scaler scaler = preparation.scaler(series, name);
    double[] bent = series.values(name);
    for (int step = 0; step < bent.length; step++) {
      bent[step] = bend(series, name, step, bent[step], scaler.kind());
    }
    boolean target = settings.targets().contains(name);
    int lag = target ? preparation.features().difference() : 0;
    var column = new Prepared.Numbers(new Filled(bent, settings.missing()), scaler, lag);
    boolean mask = settings.missing().fillsMean();
    int end = settings.known().contains(name) ? bent.length : observed;
    for (int step = lag; step < end; step++) {
      boolean known = column.known(step);
      float value = known || !mask ? column.scaled(step, Integer.MAX_VALUE) : 0;
      if (!Float.isFinite(value)) {
        throw series
            .at("a value too far from those of training", step, name)
            .found(NumberText.write(series.values(name)[step]))
            .next("Check it.")
            .error();
      }
      inputs[step * width + at] = value;
    }
    if (!mask && !column.filled().complete()) {
      patched.add(new Prepared.Patched(column, at, 0, settings.known().contains(name)));
    }
    if (target) {
      targets.add(new Prepared.Target(name, column));
    }
    return 1;
  }

  /** A target so many steps back: known ahead for as many steps. */
  private void lagged(Prepared.Numbers target, int back, int at) {
    boolean mask = settings.missing().fillsMean();
    int first = back + preparation.features().difference();
    for (int step = first; step < rows && step - back < observed; step++) {
      if (target.known(step - back) || !mask) {
        inputs[step * width + at] = target.scaled(step - back, Integer.MAX_VALUE);
      }
    }
    if (!mask && !target.filled().complete()) {
      patched.add(new Prepared.Patched(target, at, back, true));
    }
  }

  /**
   * Names are never drawn as a line: interpolation carries them as well. Of an embedded column the
   * number of the name stands there, and 0 where there is none.
   */
  private int category(Categories categories, int at) {
    Column column = series.column(categories.column());
    boolean carry =
        settings.missing() == MissingPolicy.CARRY
            || settings.missing() == MissingPolicy.INTERPOLATE;
    int end = settings.known().contains(categories.column()) ? series.length() : observed;
    int last = -1;
    for (int step = 0; step < end; step++) {
      if (!column.missing(step)) {
        last = categories.index(series, step);
      } else if (!carry) {
        last = -1;
      }
      if (last >= 0) {
        int input = step * width + at;
        if (categories.embedded()) {
          inputs[input] = last + 1;
        } else {
          inputs[input + last] = 1;
        }
      }
    }
    return categories.names().size();
  }

  private void mask(String name, int at) {
    Column column = series.column(name);
    int end = settings.known().contains(name) ? series.length() : observed;
    for (int step = 0; step < end; step++) {
      inputs[step * width + at] = column.missing(step) ? 1 : 0;
    }
  }
}
