package sluice.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.data.Sides;
import sluice.experiment.settings.AlsoNamed;
import sluice.experiment.settings.Default;
import sluice.experiment.settings.Help;
import sluice.experiment.settings.Range;
import sluice.experiment.settings.Shorthand;
import sluice.experiment.settings.Unset;

/**
 * Where the rows come from, and which columns mean what.
 *
 * @param file a file of rows, absolute; empty when rows come from a query
 * @param testFile a second file of the same form that is the test part
 * @param validationFile a text that is the validation part
 * @param tokens how a text is read and cut
 * @param vocabulary which of its tokens are known
 * @param jdbc a database; empty when rows come from a file
 * @param sql a query over files; empty when rows come from one file
 * @param generated sequences made up in place of a file
 * @param csv how the file is written
 * @param absent numbers that stand for no value in some columns
 * @param weight how much each row or sequence counts in training
 * @param wide how a row that is a whole sequence is read
 * @param blocks a column made of a row's place
 * @param time the columns that date a row; empty where rows simply follow one another
 * @param key the column that tells the series of one table apart
 * @param target the columns to predict
 * @param label how a class is made of the target
 * @param separator between the labels of one column
 * @param past columns known only up to the present
 * @param known columns known ahead as well
 * @param left columns of the one side of a pair
 * @param right columns of the other side, the i-th of which means what the i-th of the left does
 * @param categories those of {@code past} and {@code known} that hold names
 * @param embedded those of {@code categories} that become learned vectors
 * @param lags so many steps back, each target is an input known ahead as well
 * @param expand columns made of scaled numbers
 * @param select how few of the columns are chosen; empty for all of them
 * @param calendar columns made of the date
 * @param missing what to do about values that are not there
 * @param scale how numbers are brought to one size
 */
public record DataSettings(
    @Help(
            "CSV file, .ts file of the UCR and UEA archives, or .parquet, .json or .jsonl (module"
                + " duckdb), relative to the folder of this file; this, sql or jdbc must be given")
        Optional<Path> file,
    @Help("second file of the same form, all of it the test part in place of split.test")
        Optional<Path> testFile,
    @Help("language: a text that is the validation part in place of split.validation")
        Optional<Path> validationFile,
    @Help("language: how the text is read and cut into tokens") TokenSettings tokens,
    @Help("language: which tokens are known") TokenSettings.Vocabulary vocabulary,
    @Help("database query to take the rows from instead of a file") Optional<Jdbc> jdbc,
    @Help(
            "SQL over files, for the module duckdb: select * from 'a.parquet' join 'b.csv' using"
                + " (id)")
        Optional<Sql> sql,
    @Help(
            "sequences made up in place of a file, whose answer lies far back: adding (columns"
                + " value, mark, sum), copy (s1 to s8, cue, symbol) or bit (bit, mark, marked); key"
                + " is sequence")
        Optional<Generated> generated,
    @Help("how the CSV file is written") Csv csv,
    @Help("numbers that stand for no value in some columns, such as 0 for a blood pressure")
        Optional<Absent> absent,
    @Help("how much a row or sequence counts in training and validation") Weight weight,
    @Help("where a row of the file is a whole sequence: the names of the columns that a step has")
        Optional<Wide> wide,
    @Help(
            "a column made of the row's place: equal blocks of rows, one behind the other, each"
                + " named")
        Optional<Blocks> blocks,
    @Help("columns that date a row; without, rows follow one another in the order of the file")
        Optional<Time> time,
    @Help("column that tells the series of one table apart; of single rows, their name in answers")
        Optional<String> key,
    @Help(
            "column to predict; a forecast may have several; autoencode: those that are to come"
                + " back, \"*\" for every one that has no other use")
        @Default(words = "none for task language; else it must be given")
        @Range(max = 100_000)
        List<String> target,
    @Help(
            "classify: the label is the target's value, or its direction (up or down of a number),"
                + " or several labels may hold: a column with a separator, or columns of 0 and 1")
        @Default("value")
        Label label,
    @Help("what stands between several labels in one column")
        @Default("\";\"")
        @Range(min = 1, max = 10)
        String separator,
    @Help(
            "input columns known only up to the present; \"*\" is every column that has no other"
                + " use; a forecast adds its targets by itself")
        @AlsoNamed("inputs")
        @Default("[]")
        List<String> past,
    @Help("input columns known ahead as well") @Default("[]") List<String> known,
    @Help("similarity: input columns of the one side of a pair") @Default("[]") List<String> left,
    @Help("similarity: as many of the other side, in the same order") @Default("[]")
        List<String> right,
    @Help("input columns that hold names; each name becomes a column of 0 and 1") @Default("[]")
        List<String> categories,
    @Help(
            "those of categories whose names become vectors that are learned, in place of columns"
                + " of 0 and 1: [city, {column: job, size: 8}]")
        @Default("[]")
        List<Embedded> embedded,
    @Help("forecast: the targets so many steps back as inputs of each step, known over the horizon")
        @Default("[]")
        List<Integer> lags,
    @Help(
            "inputs made of the scaled columns of numbers: squares, products of each two, cubes,"
                + " sines")
        @Default("[]")
        List<Expand> expand,
    @Help(
            "a first training chooses so many of the columns of past and known, and the network is"
                + " trained on those alone")
        @Default("none")
        Optional<Select> select,
    @Help("input columns made of the date, known ahead") Calendar calendar,
    @Help(
            "values not there: refuse them, draw a line between neighbours, carry the last, or take"
                + " the training mean, with (mask) or without a column that says so")
        @Default("refuse")
        Missing missing,
    @Help("how numbers are brought to one size; fitted on the training part only") Scale scale) {

  /**
   * Sequences that are made up.
   *
   * @param task what must be remembered
   * @param steps of each sequence
   * @param count of sequences
   */
  @Shorthand
  public record Generated(
      @Help("what must be remembered: the sum of two marked numbers, a symbol, a marked bit")
          LagTask task,
      @Help("steps of each sequence") @Default("100") @Range(min = 2, max = 100_000) int steps,
      @Help("how many sequences") @Default("10000") @Range(min = 1, max = 10_000_000) int count) {}

  /** What must be remembered. */
  public enum LagTask {
    /** The sum of two marked numbers. */
    ADDING,
    /** A symbol of the first step. */
    COPY,
    /** The bit of the first step. */
    BIT
  }

  /** How a class is made of the target. */
  public enum Label {
    /** The target's value is the label. */
    VALUE,
    /** Whether the number at the label's step is above that of the last step seen, or not. */
    DIRECTION,
    /** Any number of labels: of one column with a separator, or of columns of 0 and 1. */
    SEVERAL
  }

  /** What is made of scaled numbers. */
  public enum Expand {
    /** x² of each. */
    SQUARES,
    /** x·y of each two different ones. */
    PRODUCTS,
    /** x³ of each. */
    CUBES,
    /** sin x of each. */
    SINES
  }

  /**
   * A choice of columns.
   *
   * @param top how many
   * @param by what they are ranked by
   * @param l1 factor of the sum of the sizes of the first layer's weights
   */
  @Shorthand
  public record Select(
      @Help("how many columns are chosen, at most as many as there are")
          @Range(min = 1, max = 10_000)
          int top,
      @Help(
              "permutation: what shuffling a column costs on the validation part, of 200 columns at"
                  + " most; l1: what the first layer's weights make of it, trained with an L1"
                  + " penalty")
          @Default("permutation")
          SelectBy by,
      @Help("by l1: factor of the sum of the sizes of the first layer's weights")
          @Default("0.001")
          @Range(min = 0, max = 1_000_000)
          double l1) {}

  /** What columns are ranked by. */
  public enum SelectBy {
    /** What is lost when a column is shuffled. */
    PERMUTATION,
    /** Σ |w| of the first layer under an L1 penalty, times the deviation of the column. */
    L1
  }

  /**
   * A column of names that become learned vectors.
   *
   * @param column a column of {@code categories}
   * @param size numbers of a vector; empty for half as many as there are names, at most 50
   * @param least names that are there less often in training count as unknown
   * @param unknown what becomes of other names
   */
  @Shorthand
  public record Embedded(
      @Help("a column of categories; of pairs one of left, its partner shares the vectors")
          String column,
      @Help(
              "numbers of a vector, at most as many as there are names; without, half as many as"
                  + " names, 50 at most")
          @Range(min = 1, max = 1000)
          Optional<Integer> size,
      @Help("names that are there less often in training count as unknown")
          @Default("2")
          @Range(min = 1, max = 1_000_000)
          int least,
      @Help(
              "row: unknown and missing names share a vector of their own; refuse: an unknown one"
                  + " is an error, for a missing one goes what missing says")
          @Default("row")
          Unknown unknown) {}

  /** What becomes of unknown names. */
  public enum Unknown {
    /** They share a row of the table. */
    ROW,
    /** They are an error. */
    REFUSE
  }

  /** What to do about values that are not there. */
  public enum Missing {
    /** Name row and column, and stop. */
    REFUSE,
    /** A straight line between the neighbours in time. */
    INTERPOLATE,
    /** The last value seen. */
    CARRY,
    /** The training mean, and a column beside it that says so. */
    MASK,
    /** The training mean; of names, 0 in all their columns. */
    MEAN
  }

  /**
   * How much a row or sequence counts in the loss.
   *
   * @param column of weights, at least 0
   * @param classes whether rare classes count more
   */
  public record Weight(
      @Help("column of weights, at least 0: of the row, or of the step predicted")
          Optional<String> column,
      @Help(
              "even, or balanced: all classes count alike together, however rare; of several"
                  + " labels, each where it holds as much as where it does not")
          @Default("even")
          Classes classes) {}

  /** How much a class counts. */
  public enum Classes {
    /** By its frequency. */
    EVEN,
    /** Each class as much as the others together: by its frequency in training, inverted. */
    BALANCED
  }

  /**
   * Numbers that stand for no value.
   *
   * @param columns in which they do
   * @param values the numbers
   */
  public record Absent(
      @Help("columns in which they do") @Range(min = 1) List<String> columns,
      @Help("the numbers") @Default("[0]") @Range(min = 1) List<Double> values) {
    /** Copies the lists. */
    public Absent {
      columns = List.copyOf(columns);
      values = List.copyOf(values);
    }
  }

  /**
   * Rows that are whole sequences.
   *
   * @param columns names of the columns that a step has
   * @param order of the values in a row
   */
  @Shorthand
  public record Wide(
      @Help("names of the columns that a step has, such as [x, y]") @Range(min = 1)
          List<String> columns,
      @Help("all columns of step 1 first, or all steps of the first column") @Default("steps")
          Order order) {
    /** Copies the list. */
    public Wide {
      columns = List.copyOf(columns);
    }
  }

  /** How the values of a wide row follow one another. */
  public enum Order {
    /** x1 y1 x2 y2. */
    STEPS,
    /** x1 x2 y1 y2. */
    COLUMNS
  }

  /**
   * A column made of a row's place in the file.
   *
   * @param column its name
   * @param names of the blocks
   */
  public record Blocks(
      @Help("name of the column") @Range(min = 1) String column,
      @Help("names of the blocks, all of equally many rows") @Range(min = 2) List<String> names) {
    /** Copies the list. */
    public Blocks {
      names = List.copyOf(names);
    }
  }

  /**
   * A database query.
   *
   * @param url of the JDBC driver
   * @param query the statement
   * @param user to log in as
   * @param passwordFrom the environment variable with the password
   */
  public record Jdbc(
      @Help("address for the JDBC driver, without a password") @Range(min = 6) String url,
      @Help("SQL statement; its columns are named as in the result") @Range(min = 1) String query,
      @Help("user to log in as") Optional<String> user,
      @Help("environment variable that holds the password")
          @Default("SLUICE_JDBC_PASSWORD")
          @Range(min = 1)
          String passwordFrom) {}

  /**
   * A query over files.
   *
   * @param query that only reads
   * @param folder of the files, absolute
   */
  @Shorthand
  public record Sql(
      @Help("one statement that only reads; it may name files of Parquet, JSON and CSV")
          @Range(min = 1)
          String query,
      @Help("folder to which the names of files are relative; itself relative to this file's")
          @Default(".")
          Path folder) {}

  /**
   * How a CSV file is written.
   *
   * @param delimiter what stands between values
   * @param header whether the first line names the columns
   * @param names of the columns of a file without a header
   * @param decimal what stands before the fraction of a number
   * @param missingTokens words that stand for no value
   */
  public record Csv(
      @Help("what stands between values") @Default("auto") Delimiter delimiter,
      @Help("whether the first line names the columns; without, they are column1, column2, …")
          @Default("true")
          boolean header,
      @Help("names of the columns of a file without a header, from left to right") @Default("[]")
          List<String> names,
      @Help("what stands before the fraction of a number") @Default("point") Decimal decimal,
      @Help("words that stand for no value") @Default("[\"\", NA]") List<String> missingTokens) {
    /** Copies the list. */
    public Csv {
      names = List.copyOf(names);
      missingTokens = List.copyOf(missingTokens);
    }
  }

  /** What stands between values. */
  public enum Delimiter {
    /** Found from the first lines. */
    AUTO,
    /** A comma. */
    @AlsoNamed(",")
    COMMA,
    /** A semicolon. */
    @AlsoNamed(";")
    SEMICOLON,
    /** A tab. */
    @AlsoNamed("\t")
    TAB,
    /** A vertical bar. */
    @AlsoNamed("|")
    PIPE,
    /** Any number of blanks and tabs. */
    BLANKS
  }

  /** What stands before the fraction of a number. */
  public enum Decimal {
    /** 3.14. */
    @AlsoNamed(".")
    POINT,
    /** 3,14. */
    @AlsoNamed(",")
    COMMA
  }

  /**
   * The columns that date a row.
   *
   * @param columns joined by a blank before they are read, year month day by hyphens
   * @param format of java.time, or seconds or milliseconds since 1970; empty for ISO 8601
   * @param zone with daylight saving; empty for local times without
   * @param step from row to row; empty to find it
   */
  @Shorthand
  public record Time(
      @Help("the column with the date, or several that make it up: year, month, day")
          @Range(min = 1)
          List<String> columns,
      @Help("seconds, milliseconds, or a pattern such as dd.MM.yyyy; without, ISO 8601 is read")
          Optional<String> format,
      @Help("time zone such as Europe/Berlin; without, local times with no daylight saving")
          Optional<String> zone,
      @Help("time from row to row; auto finds it") @Unset("auto") Optional<TimeStep> step) {
    /** Copies the list. */
    public Time {
      columns = List.copyOf(columns);
    }
  }

  /**
   * Columns made of the date.
   *
   * @param hour of the day
   * @param weekday Monday to Sunday
   * @param dayOfMonth 1 to 31
   * @param month January to December
   * @param yearWaves pairs of sine and cosine over the year, of 1, 2, … waves
   * @param trend the time itself
   * @param holidays public holidays and the days around them
   */
  public record Calendar(
      @Help("hour of the day") @Default("none") Encoding hour,
      @Help("day of the week") @Default("none") Encoding weekday,
      @Help("day of the month") @Default("none") Encoding dayOfMonth,
      @Help("month of the year") @Default("none") Encoding month,
      @Help("pairs of sine and cosine over the year, of 1, 2, … waves")
          @Default("0")
          @Range(min = 0, max = 50)
          int yearWaves,
      @Help("the time itself, from 0 to 1 over the training part") @Default("false") boolean trend,
      @Help("public holidays and the days around them") Optional<Holidays> holidays) {}

  /** How a part of the date becomes columns. */
  public enum Encoding {
    /** Not at all. */
    NONE,
    /** A column of 0 and 1 for each value. */
    ONE_HOT,
    /** One pair of sine and cosine. */
    WAVE
  }

  /**
   * Public holidays.
   *
   * @param country two letters of ISO 3166, a region behind a hyphen where there are regions
   * @param before days before a holiday that have a column
   * @param after days after a holiday that have a column
   */
  @Shorthand
  public record Holidays(
      @Help("country, such as US or DE, or region, such as DE-by") @Range(min = 2) String country,
      @Help("days before a holiday that have a column") @Default("2") @Range(min = 0, max = 14)
          int before,
      @Help("days after a holiday that have a column") @Default("2") @Range(min = 0, max = 14)
          int after) {}

  /**
   * How numbers are brought to one size.
   *
   * @param inputs of the columns of {@code past} and {@code known}
   * @param target of the targets
   * @param per whether each series has its own figures; whole sequences never do
   * @param difference how many steps back a value is subtracted from a target first; 0 for none
   */
  public record Scale(
      @Help("of the columns of past and known; log is log(1 + x), then standard")
          @Default("standard")
          Scaling inputs,
      @Help("of the targets of forecast and regress") @Default("standard") Scaling target,
      @Help("figures of each series apart, or one set for all; whole sequences always share one")
          @Default("series")
          Per per,
      @Help("subtract from a target its value so many steps before, 0 for not")
          @Default("0")
          @Range(min = 0, max = 100_000)
          int difference) {}

  /** A way of scaling. */
  public enum Scaling {
    /** Mean 0, standard deviation 1. */
    STANDARD,
    /** From 0 to 1. */
    MIN_MAX,
    /** Median 0, distance of the quartiles 1. */
    ROBUST,
    /** log(1 + x), then mean 0 and standard deviation 1; for values above -1. */
    LOG,
    /** As it is. */
    NONE
  }

  /** What shares figures of scaling. */
  public enum Per {
    /** Each series apart. */
    SERIES,
    /** All together. */
    GLOBAL
  }

  /** The two sides of pairs; empty where there are none. */
  Optional<Sides> sides() {
    return left.isEmpty() ? Optional.empty() : Optional.of(new Sides(left, right));
  }

  /** Whether several labels may hold at once. */
  boolean several() {
    return label == Label.SEVERAL;
  }

  /** Copies the lists. */
  public DataSettings {
    target = List.copyOf(target);
    past = List.copyOf(past);
    known = List.copyOf(known);
    left = List.copyOf(left);
    right = List.copyOf(right);
    categories = List.copyOf(categories);
    embedded = List.copyOf(embedded);
    lags = List.copyOf(lags);
    expand = List.copyOf(expand);
  }
}
