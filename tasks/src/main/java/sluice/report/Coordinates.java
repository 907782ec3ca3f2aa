package sluice.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sluice.metric.Direction;
import sluice.report.Ticks.Tick;

/**
 * The axes of a picture of parallel coordinates: one a key, and the metric at the end, its better
 * side up.
 */
final class Coordinates {
  private static final int TICKS = 6;
  private static final int LETTERS = 18; // of a value's name
  private static final double ROOM = 0.06; // beyond the first and the last of several names

  /**
   * One axis.
   *
   * @param title over it
   * @param tip its whole name
   * @param ticks where its marks stand, 0 at the foot and 1 at the head
   * @param places where each trial passes, in their order; NaN where it has no figure
   */
  record Upright(String title, String tip, List<Tick> ticks, double[] places) {
    Upright {
      ticks = List.copyOf(ticks);
    }
  }

  private Coordinates() {}

  /** The axes for the trials of a search. */
  static List<Upright> of(SearchData data) {
    var axes = new ArrayList<Upright>();
    List<String> titles = titles(data.keys().stream().map(SearchData.Key::path).toList());
    for (int i = 0; i < data.keys().size(); i++) {
      int at = i;
      SearchData.Key key = data.keys().get(i);
      List<String> values = data.trials().stream().map(trial -> trial.values().get(at)).toList();
      axes.add(
          key.options().isEmpty()
              ? numbers(key, titles.get(i), values)
              : names(key, titles.get(i), values));
    }
    axes.add(metric(data));
    return axes;
  }

  private static Upright numbers(SearchData.Key key, String title, List<String> texts) {
    double[] values = texts.stream().mapToDouble(Double::parseDouble).toArray();
    Axis.Range range = Axis.Range.NONE.with(values).wide();
    Axis axis =
        key.log() && range.lo() > 0
            ? new Axis(
                title,
                range.lo(),
                range.hi(),
                true,
                Ticks.logarithmic(range.lo(), range.hi(), TICKS))
            : Axis.numbers(title, range, false, TICKS);
    return upright(title, key.path() + (key.log() ? ", log scale" : ""), axis, values, false);
  }

  private static Upright upright(
      String title, String tip, Axis axis, double[] values, boolean turned) {
    var ticks = new ArrayList<Tick>();
    for (Tick tick : axis.ticks()) {
      double at = axis.at(tick.at());
      ticks.add(new Tick(turned ? 1 - at : at, tick.text()));
    }
    double[] places = new double[values.length];
    for (int i = 0; i < places.length; i++) {
      double at = axis.at(values[i]);
      places[i] = turned ? 1 - at : at;
    }
    return new Upright(title, tip, ticks, places);
  }

  /** Values without a scale, or few of them, one above the other in their order. */
  private static Upright names(SearchData.Key key, String title, List<String> values) {
    Set<String> all = new LinkedHashSet<>(key.options());
    List<String> options = List.copyOf(all);
    double step = options.size() == 1 ? 0 : (1 - 2 * ROOM) / (options.size() - 1);
    double foot = options.size() == 1 ? 0.5 : ROOM;
    var ticks = new ArrayList<Tick>();
    for (int i = 0; i < options.size(); i++) {
      ticks.add(new Tick(foot + i * step, Markup.shortened(options.get(i), LETTERS)));
    }
    double[] places =
        values.stream().mapToDouble(value -> foot + options.indexOf(value) * step).toArray();
    return new Upright(title, key.path(), ticks, places);
  }

  private static Upright metric(SearchData data) {
    double[] values = data.trials().stream().mapToDouble(SearchData.Trial::value).toArray();
    Axis axis = Axis.magnitudes("", Axis.Range.NONE.with(values).wide(), TICKS);
    boolean lower = data.metric().direction() == Direction.LOWER_IS_BETTER;
    return upright(
        data.metric().label(), "validation " + data.metric().label(), axis, values, lower);
  }

  /** The shortest ends of paths that tell them apart. */
  static List<String> titles(List<String> paths) {
    var titles = new ArrayList<String>();
    for (String path : paths) {
      String[] names = path.split("\\.");
      int from = names.length - 1;
      while (from > 0 && (shared(end(path, from), paths) > 1 || isNumber(names[from]))) {
        from--;
      }
      titles.add(end(path, from));
    }
    return titles;
  }

  /** An item of a list says nothing without the name of the list. */
  private static boolean isNumber(String name) {
    return name.chars().allMatch(Character::isDigit);
  }

  private static String end(String path, int from) {
    String[] names = path.split("\\.");
    return String.join(".", List.of(names).subList(from, names.length));
  }

  private static long shared(String end, List<String> paths) {
    return paths.stream().filter(path -> path.equals(end) || path.endsWith("." + end)).count();
  }
}
