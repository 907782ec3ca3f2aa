package sluice.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One series: a timeline and, for each of its steps, the cells of some columns. Immutable.
 *
 * <p>Steps that had no row in the table are there too, all their cells missing, unless missing
 * values are refused.
 */
public final class Series {
  private final String source;
  private final String key;
  private final Timeline timeline;
  private final List<Column> columns;
  private final Lines lines; // of each step; 0 where the table had no row
  private final SeriesSettings settings;
  private final Map<String, String> headers; // of columns that have another name in the file

  Series(
      Table table,
      String key,
      Timeline timeline,
      List<Column> columns,
      Lines lines,
      SeriesSettings settings) {
    this.source = table.source();
    this.key = key;
    this.timeline = timeline;
    this.columns = List.copyOf(columns);
    this.lines = lines;
    this.settings = settings;
    headers = Map.of();
  }

  private Series(
      Series of, List<Column> columns, SeriesSettings settings, Map<String, String> headers) {
    source = of.source;
    key = of.key;
    timeline = of.timeline;
    lines = of.lines;
    this.columns = columns;
    this.settings = settings;
    this.headers = headers;
  }

  /**
   * One side of a pair.
   *
   * @param own its columns
   * @param others those of the other side
   * @param names what its columns are called instead
   * @param settings of one side
   */
  Series side(List<String> own, List<String> others, List<String> names, SeriesSettings settings) {
    List<Column> kept = new ArrayList<>();
    Map<String, String> headers = new HashMap<>();
    for (Column column : columns) {
      int at = own.indexOf(column.name());
      if (at >= 0) {
        kept.add(column.named(names.get(at)));
        headers.put(names.get(at), column.name());
      } else if (!others.contains(column.name())) {
        kept.add(column);
      }
    }
    return new Series(this, List.copyOf(kept), settings, headers);
  }

  /**
   * The series of a table, in the order in which their keys appear.
   *
   * @throws BadData if a column is not there, a time cannot be read, times are out of order or
   *     doubled or have gaps that are not asked to be filled, or text stands among numbers
   */
  public static List<Series> read(Table table, SeriesSettings settings) {
    return new SeriesReader(table, settings).read();
  }

  /** Where the series was read from: what messages begin with. */
  public String source() {
    return source;
  }

  /** The value of the key column; empty where there is none. */
  public String key() {
    return key;
  }

  /** The times of the steps. */
  public Timeline timeline() {
    return timeline;
  }

  /** Number of steps. */
  public int length() {
    return timeline.length();
  }

  /** What the columns are. The step stands in it, also where it was inferred. */
  public SeriesSettings settings() {
    return settings;
  }

  /** The line of a step in its file; 0 where the file has none for it. */
  public int line(int step) {
    return lines.get(step);
  }

  /** How many steps had no row in the table. */
  public int inserted() {
    int count = 0;
    for (int step = 0; step < length(); step++) {
      count += line(step) == 0 ? 1 : 0;
    }
    return count;
  }

  /** Whether the series has a column of this name. */
  public boolean has(String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }

  /**
   * The cells of a column, one a step.
   *
   * @throws BadData if there is none of this name
   */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw BadData.because("there is no column " + BadData.quote(name))
        .file(source)
        .next(Nearest.hint(name, columns.stream().map(Column::name).toList()))
        .error();
  }

  /** The numbers of a column, NaN where missing: a copy. */
  public double[] values(String name) {
    return column(name).copyOfNumbers();
  }

  /** The number of steps up to the last one with any target; the whole length without targets. */
  public int observed() {
    int end = length();
    while (end > 0 && !settings.targets().isEmpty() && targetsMissing(end - 1)) {
      end--;
    }
    return end;
  }

  private boolean targetsMissing(int step) {
    return settings.targets().stream().allMatch(name -> column(name).missing(step));
  }

  /** Begins an error about a cell. */
  BadData.Builder at(String what, int step, String column) {
    String time = timeline.timed() ? " at " + timeline.text(step) : "";
    String name = key.isEmpty() ? "" : " of series " + BadData.quote(key);
    return BadData.because(what + time + name)
        .file(source)
        .row(lines.get(step))
        .column(headers.getOrDefault(column, column));
  }
}
