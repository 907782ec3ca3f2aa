package sluice.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the result of a query into a {@link Table}, row by row as the driver hands them over.
 *
 * <p>Dates and times are asked for as such: by way of {@code java.sql.Timestamp} they would hang on
 * the zone of this machine.
 */
final class QueryTable {
  /** Rows a driver is asked to hand over at once. */
  private static final int FETCH = 10_000;

  private static final String SOURCE = "query";

  /** From here on not every whole number is a double. */
  private static final double EXACT = 0x1p53;

  private static final Set<String> WIDE_WHOLES =
      Set.of("HUGEINT", "UHUGEINT", "UBIGINT", "UINTEGER", "USMALLINT", "UTINYINT", "BIGNUM");

  /** What a column of the result is read as. */
  private enum Kind {
    NUMBER(Double.class),
    WHOLE(Double.class),
    DATE(LocalDate.class),
    LOCAL(LocalDateTime.class),
    ZONED(OffsetDateTime.class),
    TEXT(String.class);

    final Class<?> type;

    Kind(Class<?> type) {
      this.type = type;
    }
  }

  private final ResultSet result;
  private final String source;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<ColumnBuilder> builders = new ArrayList<>();

  private QueryTable(ResultSet result, String source) throws SQLException {
    this.result = result;
    this.source = source;
    ResultSetMetaData meta = result.getMetaData();
    Set<String> names = new HashSet<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      String name = meta.getColumnLabel(i);
      if (!names.add(name)) {
        throw BadData.because("two columns of the result have the same name")
            .file(source)
            .column(name)
            .next("Rename one of them with AS.")
            .error();
      }
      Kind kind = kind(meta.getColumnType(i), String.valueOf(meta.getColumnTypeName(i)));
      kinds.add(kind);
      builders.add(new ColumnBuilder(name, kind.type != Double.class));
    }
  }

  /** Runs a query. */
  static Table read(Connection connection, String sql) {
    boolean together = transaction(connection);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet result = statement.executeQuery(sql)) {
        return read(result, SOURCE);
      }
    } catch (SQLException e) {
      throw BadData.because("the query failed: " + BadData.words(e))
          .file(SOURCE)
          .next("Run it in the database's own client first.")
          .error();
    } finally {
      if (together) {
        end(connection);
      }
    }
  }

  /**
   * Reads a result.
   *
   * @param source what messages call it
   */
  static Table read(ResultSet result, String source) throws SQLException {
    return new QueryTable(result, source).read();
  }

  /**
   * Begins a transaction, as PostgreSQL's driver hands a result over in pieces only inside of one;
   * false where there is one already, or the database knows none.
   */
  private static boolean transaction(Connection connection) {
    try {
      boolean alone = connection.getAutoCommit();
      if (alone) {
        connection.setAutoCommit(false);
      }
      return alone;
    } catch (SQLException without) {
      return false;
    }
  }

  private static void end(Connection connection) {
    try {
      connection.rollback(); // the query has read; whatever else it did is no part of the data
      connection.setAutoCommit(true);
    } catch (SQLException lost) {
      // The connection is gone, and the query has said so or is done.
    }
  }

  private Table read() throws SQLException {
    int rows = 0;
    for (; result.next(); rows++) {
      for (int i = 0; i < kinds.size(); i++) {
        if (kinds.get(i).type == Double.class) {
          addNumber(i, rows + 1);
        } else {
          addText(i);
        }
      }
    }
    if (rows == 0) {
      throw BadData.because("the query gave no rows").file(source).error();
    }
    return new Table(
        source, builders.stream().map(ColumnBuilder::build).toList(), Lines.counted(rows));
  }

  private void addNumber(int column, int row) throws SQLException {
    double value = result.getDouble(column + 1);
    if (result.wasNull()) {
      builders.get(column).addMissing();
    } else if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw BadData.because("not a finite number")
          .file(source)
          .row(row)
          .column(result.getMetaData().getColumnLabel(column + 1))
          .expected("a number")
          .found(Double.toString(value))
          .next("Turn it into NULL in the query.")
          .error();
    } else if (kinds.get(column) == Kind.WHOLE && (value >= EXACT || value <= -EXACT)) {
      throw BadData.because("a whole number with more digits than a number can hold")
          .file(source)
          .row(row)
          .column(result.getMetaData().getColumnLabel(column + 1))
          .expected("less than 2^53")
          .found(result.getString(column + 1))
          .next("Cast the column to text in the query if it is a name.")
          .error();
    } else {
      builders.get(column).addNumber(value);
    }
  }

  private void addText(int column) throws SQLException {
    String text =
        switch (value(column)) {
          case null -> "";
          case java.sql.Date date -> date.toLocalDate().toString();
          case java.sql.Time time -> time.toLocalTime().toString();
          case java.sql.Timestamp time -> time.toLocalDateTime().toString();
          case TemporalAccessor time -> time.toString();
          case Boolean flag -> flag.toString();
          default -> result.getString(column + 1);
        };
    if (text == null || text.isEmpty()) {
      builders.get(column).addMissing();
    } else {
      builders.get(column).addText(text);
    }
  }

  private @Nullable Object value(int column) throws SQLException {
    Kind kind = kinds.get(column);
    if (kind != Kind.TEXT) {
      try {
        Object value = result.getObject(column + 1, kind.type);
        return value instanceof OffsetDateTime time
            ? time.withOffsetSameInstant(ZoneOffset.UTC) // some drivers give it in this machine's
            : value;
      } catch (SQLException older) { // a driver from before java.time
        kinds.set(column, Kind.TEXT);
      }
    }
    return result.getObject(column + 1);
  }

  private static Kind kind(int type, String name) {
    String word = name.toUpperCase(Locale.ROOT);
    if (WIDE_WHOLES.contains(word)) {
      return Kind.WHOLE;
    }
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.REAL, Types.FLOAT, Types.DOUBLE ->
          Kind.NUMBER;
      case Types.NUMERIC, Types.DECIMAL -> Kind.NUMBER;
      case Types.BIGINT -> Kind.WHOLE;
      case Types.DATE -> Kind.DATE;
      // PostgreSQL's driver calls both kinds of time stamp the same, but for the name.
      case Types.TIMESTAMP -> word.equals("TIMESTAMPTZ") ? Kind.ZONED : Kind.LOCAL;
      case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.ZONED;
      default -> Kind.TEXT;
    };
  }
}
