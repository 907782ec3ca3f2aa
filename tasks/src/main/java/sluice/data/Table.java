package sluice.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Columns of equal length with distinct names, as a file, a stream or a query gave them.
 *
 * <p>A column is NUMBER where every cell that is not missing is a finite decimal number, else TEXT.
 * A stray text among numbers is therefore found when the column is used as numbers: {@link
 * #numbers} then names its row and value.
 */
public final class Table {
  private static final int DIGEST_BUFFER = 1 << 13;

  private final String source;
  private final List<Column> columns;
  private final Lines lines;

  /** Takes the array over: the line of each row in its file. */
  Table(String source, List<Column> columns, Lines lines) {
    this.source = source;
    this.columns = List.copyOf(columns);
    this.lines = lines;
  }

  /**
   * Reads a file by its ending: Parquet and JSON where the module duckdb is there, else CSV.
   *
   * @param settings how the file is written if it is CSV
   * @throws BadData if it cannot be used, or needs the module and that is missing
   */
  public static Table read(Path file, CsvSettings settings) {
    if (!FileTables.know(file)) {
      return readCsv(file, settings);
    }
    DataFile.check(file);
    return FileTables.need(file.toString()).read(file);
  }

  /**
   * The result of SQL over files, as the module duckdb runs it; files are named in the statement,
   * {@code select * from 'a.parquet'}.
   *
   * @param folder to which their names are relative
   * @throws BadData if it cannot be used, or the module is missing
   */
  public static Table query(Path folder, String sql) {
    return FileTables.need("sql").query(folder, sql);
  }

  /** Reads a CSV file in UTF-8; one whose name ends in .gz is unpacked on the way. */
  public static Table readCsv(Path file, CsvSettings settings) {
    return new CsvTable(CsvSource.of(file), settings).read();
  }

  /**
   * Reads CSV in UTF-8 to the end of a stream, which stays open; {@code name} stands in messages.
   */
  public static Table readCsv(InputStream in, String name, CsvSettings settings)
      throws IOException {
    return new CsvTable(CsvSource.of(in, name), settings).read();
  }

  /**
   * Reads sequences in the format {@code .ts} of the UCR and UEA archives, as aeon and sktime read
   * it: a row a step, with the columns {@link TsTable#KEY}, {@code x1}, {@code x2} … and {@link
   * TsTable#LABEL}.
   */
  public static Table readTs(Path file) {
    return new TsTable(CsvSource.of(file)).read();
  }

  /** Reads the same from a stream, to its end; {@code name} stands in messages. */
  public static Table readTs(InputStream in, String name) throws IOException {
    return new TsTable(CsvSource.of(in, name)).read();
  }

  /**
   * The result of a query, its dates and times as ISO text; rows count from 1.
   *
   * <p>The driver is asked for 10,000 rows at a time, inside a transaction that is rolled back:
   * what a query changes does not stay.
   */
  public static Table query(Connection connection, String sql) {
    return QueryTable.read(connection, sql);
  }

  /**
   * The rows of a result that are still to come, read to its end; {@code name} stands in messages.
   */
  public static Table of(ResultSet result, String name) throws SQLException {
    return QueryTable.read(result, name);
  }

  /** A table made in memory; {@code name} stands in messages, rows count from 1. */
  public static Table of(String name, Column... columns) {
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("two columns are called " + column.name());
      }
      if (column.size() != columns[0].size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "columns must be equally long: %s has %d cells, %s has %d",
                columns[0].name(),
                columns[0].size(),
                column.name(),
                column.size()));
      }
    }
    int rows = columns.length == 0 ? 0 : columns[0].size();
    return new Table(name, List.of(columns), Lines.counted(rows));
  }

  /** The file as it was given, or the name of the stream or query: what messages begin with. */
  public String source() {
    return source;
  }

  /** Number of rows, the header not counted. */
  public int rows() {
    return lines.size();
  }

  /** The line of a row in its file, the header included; for queries the row from 1. */
  public int line(int row) {
    return lines.get(row);
  }

  /** The lines of rows, 0 for −1. */
  Lines lines(int[] rows) {
    return lines.pick(rows);
  }

  /** The given rows in the given order, with the lines they have. */
  public Table pick(int... rows) {
    int[] kept = rows.clone(); // all columns look into this one
    return new Table(source, columns.stream().map(c -> c.pick(kept)).toList(), lines(kept));
  }

  /**
   * The same, but some numbers of some columns are missing values.
   *
   * @throws BadData if there is no such column of numbers
   */
  public Table without(List<String> names, List<Double> values) {
    names.forEach(this::numbers); // names a column that is not there, and a text among numbers
    List<Column> changed = new ArrayList<>();
    for (Column column : columns) {
      if (names.contains(column.name())) {
        double[] numbers = numbers(column.name());
        for (int row = 0; row < numbers.length; row++) {
          numbers[row] = values.contains(numbers[row] + 0.0) ? Double.NaN : numbers[row]; // −0 is 0
        }
        changed.add(Column.ofNumbers(column.name(), numbers));
      } else {
        changed.add(column);
      }
    }
    return new Table(source, changed, lines);
  }

  /**
   * The same with one column more: the rows in so many equal blocks, one behind the other, that the
   * column names.
   *
   * @param column its name
   * @param words one a block
   * @throws BadData if the rows cannot be parted equally, or the column is there already
   */
  public Table withBlocks(String column, List<String> words) {
    if (has(column)) {
      throw BadData.because("the column of blocks is in the file already")
          .file(source)
          .column(column)
          .next("Give it another name, or leave the blocks out.")
          .error();
    }
    if (rows() % words.size() != 0) {
      throw BadData.because("the rows are no equal blocks")
          .file(source)
          .expected("a multiple of " + words.size() + " rows")
          .found(Integer.toString(rows()))
          .next("Name one word a block.")
          .error();
    }
    var codes = new int[rows()];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = row / (rows() / words.size());
    }
    List<Column> all = new ArrayList<>(columns);
    all.add(Column.ofText(column, codes, List.copyOf(words)));
    return new Table(source, all, lines);
  }

  /** The columns, from left to right. */
  public List<Column> columns() {
    return columns;
  }

  /** The columns' names, from left to right. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Whether there is a column of this name. */
  public boolean has(String name) {
    return columns.stream().anyMatch(c -> c.name().equals(name));
  }

  /**
   * The column of this name.
   *
   * @throws BadData if there is none; the nearest known name stands in the message
   */
  public Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw BadData.because("there is no column " + BadData.quote(name))
        .file(source)
        .next(Nearest.hint(name, names()))
        .error();
  }

  /**
   * The numbers of a column, NaN where missing.
   *
   * @throws BadData if there is no such column, or a cell holds something else than a finite number
   */
  public double[] numbers(String name) {
    Column column = column(name);
    if (column.type() == Column.Type.NUMBER) {
      return column.copyOfNumbers();
    }
    int first = -1;
    int others = 0;
    for (int i = 0; i < column.size(); i++) {
      if (!column.missing(i) && Double.isNaN(column.number(i))) {
        first =
            first < 0 || lines.get(i) < lines.get(first)
                ? i
                : first; // rows may be in another order
        others++;
      }
    }
    if (first < 0) { // all are numbers, kept as text on request
      var numbers = new double[column.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = column.number(i);
      }
      return numbers;
    }
    throw notANumber(column, first, others);
  }

  private BadData notANumber(Column column, int row, int others) {
    String text = column.text(row);
    boolean comma = text.matches("[+-]?[0-9.]+,[0-9]+");
    String next =
        comma
            ? "If numbers are written with a decimal comma, set csv.decimal to comma."
            : "Correct the cell, add its text to csv.missing_tokens, or the column to categories.";
    String count = others == 1 ? "the only such cell" : "the first of " + others + " such cells";
    return BadData.because("not a finite number, " + count)
        .file(source)
        .row(lines.get(row))
        .column(column.name())
        .expected("a number")
        .found(BadData.quote(text))
        .next(next)
        .error();
  }

  /**
   * SHA-256 over names, types and cells, in 64 hexadecimal digits: equal for equal content,
   * whatever the delimiter, packing or line ends of the file.
   */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(DIGEST_BUFFER);
      for (Column column : columns) {
        text(digest, buffer, column.name());
        text(digest, buffer, column.type().name());
        for (int i = 0; i < column.size(); i++) {
          if (column.type() == Column.Type.NUMBER) {
            number(digest, buffer, Double.doubleToLongBits(column.number(i)));
          } else {
            text(digest, buffer, column.text(i));
          }
        }
      }
      digest.update(buffer.flip());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void text(MessageDigest digest, ByteBuffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(digest, buffer, bytes.length);
    digest.update(buffer.flip());
    buffer.clear();
    digest.update(bytes);
  }

  private static void number(MessageDigest digest, ByteBuffer buffer, long value) {
    if (buffer.remaining() < Long.BYTES) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    buffer.putLong(value);
  }
}
