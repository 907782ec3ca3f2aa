package sluice.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sluice.data.BadData;
import sluice.data.CalendarSettings;
import sluice.data.Categories;
import sluice.data.Column;
import sluice.data.Embedding;
import sluice.data.Expansion;
import sluice.data.FeatureSettings;
import sluice.data.MissingPolicy;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Scaler;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Sides;
import sluice.data.Table;
import sluice.data.TimeSettings;
import sluice.data.WideTable;

/**
 * The data of an experiment on their way from a table to prepared series.
 *
 * @param table as it was read, a row a step
 * @param tests the table of the test file, if there is one
 * @param arranged series, in the order in which their keys appear, and their parts
 * @param preparation fitted on the training parts
 * @param prepared each series as a network reads it; of pairs the left sides, then the right ones
 */
record DataSet(
    Table table,
    List<Table> tests,
    Arrangement arranged,
    Preparation preparation,
    List<Prepared> prepared) {

  /** What stands for every column that has no other use. */
  static final String EVERY = "*";

  private static final int MOST_INPUTS = 10_000; // with those made of others

  /** Reads, splits and fits. */
  static DataSet read(Experiment experiment) {
    Table table = DataTable.of(experiment);
    Optional<Table> test = DataTable.ofTest(experiment);
    experiment.decision().confirm().forEach(rule -> checkConfirm(rule, table));
    experiment.data().categories().forEach(table::column); // a misspelt one is named
    return of(experiment, table, test, seriesSettings(experiment, table));
  }

  /** What a rule looks at must be there before a network is trained. */
  private static void checkConfirm(DecisionSettings.Confirm rule, Table table) {
    Column column = table.column(rule.column());
    boolean number = rule.above().isPresent() || rule.below().isPresent();
    if (number && column.type() == Column.Type.TEXT) {
      throw BadData.because("decision.confirm compares " + rule.column() + " with a number")
          .file(table.source())
          .expected("a column of numbers")
          .found("text, such as " + BadData.quote(column.text(0)))
          .next("Use matches, a regular expression, for text.")
          .error();
    }
  }

  /** The same data with some of the columns of past and known alone. */
  DataSet only(Experiment experiment, List<String> columns) {
    SeriesSettings settings = seriesSettings(experiment, table).only(columns);
    return of(experiment, table, tests.stream().findFirst(), settings);
  }

  private static DataSet of(
      Experiment experiment, Table table, Optional<Table> test, SeriesSettings settings) {
    Arrangement arranged = Arrangement.of(experiment, table, settings);
    if (arranged.series().isEmpty()) {
      throw BadData.because("there is no series in the data").file(table.source()).error();
    }
    if (test.isPresent()) {
      arranged = arranged.withTest(Series.read(test.get(), settings));
    }
    List<Series> pairs = arranged.series();
    Optional<Sides> sides = experiment.data().sides();
    List<Series> series = sides.map(both -> both.apart(pairs)).orElse(pairs);
    List<Parts> parts = new ArrayList<>(arranged.parts());
    sides.ifPresent(both -> parts.addAll(List.copyOf(parts)));
    Preparation preparation = Preparation.fit(series, parts, features(experiment));
    checkExpansion(preparation);
    return new DataSet(
        table, test.stream().toList(), arranged, preparation, preparation.apply(series));
  }

  /** Products of many columns would be more than anyone means. */
  private static void checkExpansion(Preparation preparation) {
    Expansion expansion = Expansion.of(preparation);
    long all = preparation.inputs().size() + expansion.size();
    if (expansion.size() > 0 && all > MOST_INPUTS) {
      throw new UnfitTask(
          String.format(
              Locale.ROOT,
              "data.expand: %s of %,d columns of numbers give %,d inputs in all, expected at most"
                  + " %,d; leave %s out, or name fewer columns in data.inputs",
              String.join(
                  ", ",
                  expansion.kinds().stream().map(k -> k.name().toLowerCase(Locale.ROOT)).toList()),
              expansion.columns().size(),
              all,
              MOST_INPUTS,
              expansion.kinds().contains(Expansion.Kind.PRODUCTS) ? "products" : "some"));
    }
  }

  /** All series, those of a test file last. */
  List<Series> series() {
    return arranged.series();
  }

  /** The parts of each series. */
  List<Parts> parts() {
    return arranged.parts();
  }

  /** The column that tells sequences apart; empty where there is none. */
  static String key(Experiment experiment) {
    return DataTable.numbered(experiment.data())
        ? WideTable.KEY
        : experiment.data().key().orElse("");
  }

  private static SeriesSettings seriesSettings(Experiment experiment, Table table) {
    DataSettings data = experiment.data();
    boolean forecast = experiment.task() == Task.FORECAST;
    TimeSettings time =
        data.time()
            .map(t ->
                new TimeSettings(
                    t.columns(),
                    t.format().orElse("auto"),
                    t.zone().orElse("local"),
                    t.step().map(TimeStep::toString).orElse("auto"),
                    false))
            .orElse(TimeSettings.DEFAULT);
    boolean back = experiment.task() == Task.AUTOENCODE; // what comes back is what goes in
    List<String> past =
        new ArrayList<>(every(experiment, table, back ? data.target() : data.past()));
    past.addAll(data.left());
    past.addAll(data.right());
    List<String> known = every(experiment, table, data.known());
    boolean row = experiment.window().per() == WindowSettings.Per.ROW;
    if (row) { // nothing lies ahead of a row: all is known
      known = Stream.concat(past.stream(), known.stream()).toList();
      past = List.of();
    }
    checkCategories(data, past, known);
    return new SeriesSettings(
        time,
        row ? "" : key(experiment),
        forecast ? data.target() : List.of(),
        past,
        known,
        data.categories(),
        forecast || back ? "" : data.target().getFirst(),
        carried(experiment),
        MissingPolicy.valueOf(data.missing().name()));
  }

  /** What "*" stands for is known from the table only: it leaves out columns of another use. */
  private static void checkCategories(DataSettings data, List<String> past, List<String> known) {
    for (String name : data.categories()) {
      if (!past.contains(name) && !known.contains(name)) {
        throw new UnfitTask(
            "data.categories: expected input columns, found \""
                + name
                + "\", which \"*\" leaves out as it has another use or is not there; take it out of"
                + " categories");
      }
    }
  }

  /** Columns that are looked at but are no input. */
  private static List<String> carried(Experiment experiment) {
    List<String> carried = new ArrayList<>();
    experiment.data().weight().column().ifPresent(carried::add);
    experiment.decision().confirm().forEach(rule -> carried.add(rule.column()));
    if (experiment.task() == Task.CLASSIFY || experiment.task() == Task.REGRESS) {
      carried.addAll(experiment.data().target());
    }
    if (experiment.window().per() == WindowSettings.Per.ROW) {
      experiment.data().key().ifPresent(carried::add);
    }
    return carried.stream().distinct().toList();
  }

  /** The columns named, or all those that have no other use. */
  private static List<String> every(Experiment experiment, Table table, List<String> named) {
    if (!named.contains(EVERY)) {
      return named;
    }
    DataSettings data = experiment.data();
    Set<String> used = new HashSet<>(data.target()); // "*" itself is no column
    used.add(key(experiment));
    data.time().ifPresent(time -> used.addAll(time.columns()));
    experiment.split().group().ifPresent(used::add);
    data.weight().column().ifPresent(used::add);
    used.addAll(data.past());
    used.addAll(data.known());
    List<String> columns = new ArrayList<>();
    for (String name : named) {
      if (name.equals(EVERY)) {
        table.names().stream().filter(other -> !used.contains(other)).forEach(columns::add);
      } else {
        columns.add(name);
      }
    }
    return columns;
  }

  private static FeatureSettings features(Experiment experiment) {
    DataSettings.Scale scale = experiment.data().scale();
    // A whole sequence of the test was not there in training: it has no figures of its own.
    boolean apart =
        scale.per() == DataSettings.Per.SERIES
            && experiment.window().per() == WindowSettings.Per.WINDOW
            && experiment.task() != Task.SIMILARITY; // both sides share theirs
    return FeatureSettings.DEFAULT
        .inputs(Scaler.Kind.valueOf(scale.inputs().name()))
        .targets(Scaler.Kind.valueOf(scale.target().name()))
        .perSeries(apart)
        .difference(scale.difference())
        .lags(experiment.data().lags())
        .embedded(experiment.data().embedded().stream().map(DataSet::embedding).toList())
        .expand(
            experiment.data().expand().stream()
                .map(kind -> Expansion.Kind.valueOf(kind.name()))
                .toList())
        .calendar(calendar(experiment.data().calendar()));
  }

  private static Embedding embedding(DataSettings.Embedded embedded) {
    boolean row = embedded.unknown() == DataSettings.Unknown.ROW;
    return new Embedding(
        embedded.column(),
        embedded.size().orElse(0),
        embedded.least(),
        row ? Categories.Unseen.OTHER : Categories.Unseen.REFUSE);
  }

  private static CalendarSettings calendar(DataSettings.Calendar calendar) {
    CalendarSettings settings =
        CalendarSettings.DEFAULT
            .hour(encoding(calendar.hour()))
            .weekday(encoding(calendar.weekday()))
            .dayOfMonth(encoding(calendar.dayOfMonth()))
            .month(encoding(calendar.month()))
            .yearWaves(calendar.yearWaves())
            .trend(calendar.trend());
    return calendar
        .holidays()
        .map(h -> settings.holidays(h.before(), h.after(), h.country()))
        .orElse(settings);
  }

  private static CalendarSettings.Encoding encoding(DataSettings.Encoding encoding) {
    return CalendarSettings.Encoding.valueOf(encoding.name());
  }

  /** Name of one step of time, for readers: {@code day}. */
  String stepName() {
    String step = series().getFirst().timeline().step().toString();
    return step.toLowerCase(Locale.ROOT);
  }
}
