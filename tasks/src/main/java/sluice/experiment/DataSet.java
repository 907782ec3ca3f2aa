package sluice.experiment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import sluice.data.BadData;
import sluice.data.CalendarSettings;
import sluice.data.CsvSettings;
import sluice.data.FeatureSettings;
import sluice.data.MissingPolicy;
import sluice.data.Parts;
import sluice.data.Preparation;
import sluice.data.Prepared;
import sluice.data.Scaler;
import sluice.data.Series;
import sluice.data.SeriesSettings;
import sluice.data.Split;
import sluice.data.Table;
import sluice.data.TimeSettings;
import sluice.math.Rng;

/**
 * The data of an experiment on their way from a table to prepared series.
 *
 * @param table as it was read
 * @param series in the order in which their keys appear
 * @param parts of each series
 * @param preparation fitted on the training parts
 * @param prepared each series as a network reads it
 */
record DataSet(
    Table table,
    List<Series> series,
    List<Parts> parts,
    Preparation preparation,
    List<Prepared> prepared) {

  /** Reads, splits and fits. */
  static DataSet read(Experiment experiment) {
    Table table = table(experiment);
    List<Series> series = Series.read(table, seriesSettings(experiment));
    if (series.isEmpty()) {
      throw BadData.because("there is no series in the data").file(table.source()).error();
    }
    List<Parts> parts = parts(experiment, series);
    Preparation preparation = Preparation.fit(series, parts, features(experiment));
    return new DataSet(table, series, parts, preparation, preparation.apply(series));
  }

  /** Where the parts of each series begin and end. */
  static List<Parts> parts(Experiment experiment, List<Series> series) {
    Split split =
        new Split(amount(experiment.split().validation()), amount(experiment.split().test()));
    boolean whole = experiment.window().per() == WindowSettings.Per.SEQUENCE;
    return whole
        ? split.ofWhole(series, order(series.size(), experiment.seed()))
        : split.of(series);
  }

  /**
   * Whole sequences are dealt out in an order that follows from the seed: tables are often sorted
   * by label.
   */
  private static int[] order(int count, long seed) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    Rng.shuffle(order, Rng.key(seed, Rng.DATA, 0, 0, 0, 0));
    return order;
  }

  /** Reads the table that an experiment names. */
  static Table table(Experiment experiment) {
    DataSettings data = experiment.data();
    if (data.file().isPresent()) {
      return Table.readCsv(data.file().get(), csv(experiment));
    }
    return query(
        data.jdbc()
            .orElseThrow(() -> new IllegalStateException("an experiment has a file or a query")));
  }

  /** Reads another file of the same form. */
  static Table table(Experiment experiment, Path file) {
    return Table.readCsv(file, csv(experiment));
  }

  private static Table query(DataSettings.Jdbc jdbc) {
    Properties login = new Properties();
    jdbc.user().ifPresent(user -> login.setProperty("user", user));
    Optional.ofNullable(System.getenv(jdbc.passwordFrom()))
        .ifPresent(secret -> login.setProperty("password", secret));
    try (Connection connection = DriverManager.getConnection(jdbc.url(), login)) {
      return Table.query(connection, jdbc.query());
    } catch (SQLException e) {
      throw BadData.because("the database did not answer: " + e.getMessage())
          .file(jdbc.url())
          .next(
              "Check address, user and query, and that the database's JDBC driver is on the class"
                  + " path.")
          .error();
    }
  }

  /**
   * How the file is written; keys, names and labels stay text although they may look like numbers.
   */
  static CsvSettings csv(Experiment experiment) {
    DataSettings data = experiment.data();
    List<String> text = new ArrayList<>(data.categories());
    data.key().ifPresent(text::add);
    if (experiment.task() == Task.CLASSIFY && data.label() == DataSettings.Label.VALUE) {
      text.addAll(data.target());
    }
    String delimiter =
        switch (data.csv().delimiter()) {
          case AUTO -> "auto";
          case COMMA -> ",";
          case SEMICOLON -> ";";
          case TAB -> "tab";
          case PIPE -> "|";
        };
    return CsvSettings.DEFAULT
        .delimiter(delimiter)
        .decimalComma(data.csv().decimal() == DataSettings.Decimal.COMMA)
        .missing(data.csv().missingTokens())
        .text(text.stream().distinct().toList());
  }

  private static SeriesSettings seriesSettings(Experiment experiment) {
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
    return new SeriesSettings(
        time,
        data.key().orElse(""),
        forecast ? data.target() : List.of(),
        data.past(),
        data.known(),
        data.categories(),
        forecast ? "" : data.target().getFirst(),
        MissingPolicy.valueOf(data.missing().name()));
  }

  private static FeatureSettings features(Experiment experiment) {
    DataSettings.Scale scale = experiment.data().scale();
    // A whole sequence of the test was not there in training: it has no figures of its own.
    boolean apart =
        scale.per() == DataSettings.Per.SERIES
            && experiment.window().per() == WindowSettings.Per.WINDOW;
    return FeatureSettings.DEFAULT
        .inputs(Scaler.Kind.valueOf(scale.inputs().name()))
        .targets(Scaler.Kind.valueOf(scale.target().name()))
        .perSeries(apart)
        .difference(scale.difference())
        .lags(experiment.data().lags())
        .calendar(calendar(experiment.data().calendar()));
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

  private static Split.Amount amount(Cut cut) {
    return switch (cut) {
      case Cut.Steps(int count) -> new Split.Steps(count);
      case Cut.Share(double share) -> new Split.Share(share);
      case Cut.From(var start) -> new Split.From(start);
    };
  }

  /** Name of one step of time, for readers: {@code day}. */
  String stepName() {
    String step = series.getFirst().timeline().step().toString();
    return step.toLowerCase(Locale.ROOT);
  }
}
