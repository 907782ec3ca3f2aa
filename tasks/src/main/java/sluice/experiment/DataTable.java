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
import sluice.data.CsvSettings;
import sluice.data.LagTasks;
import sluice.data.Table;
import sluice.data.WideTable;

/** Reads the tables that an experiment and its model work on, and brings them to a row a step. */
final class DataTable {
  private final Experiment experiment;
  private final DataSettings data;

  private DataTable(Experiment experiment) {
    this.experiment = experiment;
    data = experiment.data();
  }

  /** The table to train on. */
  static Table of(Experiment experiment) {
    DataTable reader = new DataTable(experiment);
    return reader.shaped(reader.read(), true);
  }

  /** The table of {@code data.test_file}, if there is one. */
  static Optional<Table> ofTest(Experiment experiment) {
    DataTable reader = new DataTable(experiment);
    return reader.data.testFile().map(file -> reader.shaped(reader.file(file), true));
  }

  /**
   * A table for a trained model.
   *
   * @param blocks whether a column of blocks is to be made of the place of the rows
   */
  static Table of(Experiment experiment, DataSource source, boolean blocks) {
    DataTable reader = new DataTable(experiment);
    boolean sequences = reader.data.file().filter(DataTable::isTs).isPresent();
    return reader.shaped(sequences ? source.ts() : source.table(csv(experiment)), blocks);
  }

  private Table read() {
    if (data.file().isPresent()) {
      return file(data.file().get());
    }
    if (data.generated().isPresent()) {
      DataSettings.Generated made = data.generated().get();
      LagTasks.Kind kind = LagTasks.Kind.valueOf(made.task().name());
      return LagTasks.table(kind, made.steps(), made.count(), experiment.seed());
    }
    return data.sql()
        .map(sql -> Table.query(sql.folder(), sql.query()))
        .orElseGet(() -> query(jdbc()));
  }

  private Table file(Path file) {
    return isTs(file) ? Table.readTs(file) : Table.read(file, csv(experiment));
  }

  /** Whether a file is in the format of the UCR and UEA archives, by its name. */
  static boolean isTs(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".ts") || name.endsWith(".ts.gz");
  }

  /** Whether the rows of one sequence are numbered by Sluice: there is no key in the file. */
  static boolean numbered(DataSettings data) {
    return data.wide().isPresent() || data.file().filter(DataTable::isTs).isPresent();
  }

  private DataSettings.Jdbc jdbc() {
    return data.jdbc()
        .orElseThrow(() -> new IllegalStateException("an experiment has a file or a query"));
  }

  private Table shaped(Table read, boolean blocks) {
    Table table =
        data.absent()
            .map(absent -> read.without(absentIn(read, absent.columns()), absent.values()))
            .orElse(read);
    Table named =
        blocks
            ? data.blocks().map(b -> table.withBlocks(b.column(), b.names())).orElse(table)
            : table;
    return data.wide()
        .map(wide ->
            WideTable.steps(
                named, wide.columns(), WideTable.Order.valueOf(wide.order().name()), others()))
        .orElse(named);
  }

  /** After a choice of columns the others need not be there. */
  private List<String> absentIn(Table read, List<String> columns) {
    return data.select().isEmpty() ? columns : columns.stream().filter(read::has).toList();
  }

  /** Columns of a wide row that are no part of its sequence. */
  private List<String> others() {
    boolean targets = experiment.task() != Task.AUTOENCODE; // whose targets are the steps' own
    List<String> others = new ArrayList<>(targets ? data.target() : List.of());
    data.key().ifPresent(others::add);
    experiment.split().group().ifPresent(others::add);
    data.weight().column().ifPresent(others::add);
    return others;
  }

  private static Table query(DataSettings.Jdbc jdbc) {
    Properties login = new Properties();
    jdbc.user().ifPresent(user -> login.setProperty("user", user));
    Optional<String> secret = Optional.ofNullable(System.getenv(jdbc.passwordFrom()));
    secret.ifPresent(word -> login.setProperty("password", word));
    try (Connection connection = DriverManager.getConnection(jdbc.url(), login)) {
      return Table.query(connection, jdbc.query());
    } catch (SQLException e) {
      String words = BadData.words(e);
      boolean driver = words.startsWith("No suitable driver");
      throw BadData.because(
              driver
                  ? "there is no JDBC driver for this address"
                  : "the database did not answer: "
                      + secret
                          .filter(word -> !word.isEmpty())
                          .map(word -> words.replace(word, "…"))
                          .orElse(words))
          .file(jdbc.url())
          .next(
              driver
                  ? "Put the driver's jar into the folder lib/drivers of Sluice, or name the folder"
                      + " it lies in: SLUICE_DRIVERS=FOLDER; in a program, onto the class path."
                  : "Check address and user, and that the environment variable "
                      + jdbc.passwordFrom()
                      + " holds the password.")
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
    experiment.split().group().ifPresent(text::add);
    boolean words = data.label() == DataSettings.Label.VALUE || data.several();
    if (experiment.task() == Task.CLASSIFY && words && data.target().size() == 1) {
      text.addAll(data.target());
    }
    String delimiter =
        switch (data.csv().delimiter()) {
          case AUTO -> "auto";
          case COMMA -> ",";
          case SEMICOLON -> ";";
          case TAB -> "tab";
          case PIPE -> "|";
          case BLANKS -> "blanks";
        };
    CsvSettings settings =
        CsvSettings.DEFAULT
            .delimiter(delimiter)
            .decimalComma(data.csv().decimal() == DataSettings.Decimal.COMMA)
            .missing(data.csv().missingTokens())
            .text(text.stream().distinct().toList());
    return data.csv().header() ? settings : settings.names(data.csv().names());
  }
}
