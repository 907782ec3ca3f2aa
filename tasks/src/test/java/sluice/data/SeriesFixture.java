package sluice.data;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Series of days from 1 January 2024 on. */
final class SeriesFixture {
  static final SeriesSettings SETTINGS =
      SeriesSettings.DEFAULT.time(TimeSettings.of("date")).targets("y");

  private SeriesFixture() {}

  /** One series with target y. */
  static Series days(int count, IntToDoubleFunction y) {
    return read(SETTINGS, count, y, i -> i).getFirst();
  }

  /** Series with columns y and x, NaN where missing; x is what the settings say. */
  static List<Series> read(
      SeriesSettings settings, int count, IntToDoubleFunction y, IntToDoubleFunction x) {
    var dates = new String[count];
    var ys = new double[count];
    var xs = new double[count];
    for (int i = 0; i < count; i++) {
      dates[i] = LocalDate.of(2024, 1, 1).plusDays(i).toString();
      ys[i] = y.applyAsDouble(i);
      xs[i] = x.applyAsDouble(i);
    }
    Table table =
        Table.of(
            "days.csv",
            Column.text("date", dates),
            Column.numbers("y", ys),
            Column.numbers("x", xs));
    return Series.read(table, settings);
  }

  /** Inputs of a window's history, [history, width]. */
  static float[] history(Windows windows, int window) {
    var into = new float[windows.history(window) * windows.width()];
    windows.copyHistory(window, into, 0, windows.width());
    return into;
  }

  /** Inputs of a window's history and horizon, [history + horizon, width + 1]. */
  static float[] sequence(Windows windows, int window) {
    int rows = windows.history(window) + windows.shape().last() + 1;
    var into = new float[rows * windows.sequenceWidth()];
    windows.copySequence(window, into, 0, windows.sequenceWidth());
    return into;
  }

  /** Scaled targets of a window, [horizon, targets]. */
  static float[] targets(Windows windows, int window) {
    int targets = windows.of(window).targets();
    var into = new float[windows.shape().horizon() * targets];
    windows.copyTargets(window, into, 0, targets);
    return into;
  }

  static float[] weights(Windows windows, int window) {
    var into = new float[windows.shape().horizon()];
    windows.copyWeights(window, into, 0, 1);
    return into;
  }
}
