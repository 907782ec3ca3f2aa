package sluice.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the result of a query into a {@link Table}. */
final class QueryTable {
  /** Rows a driver is asked to hand over at once. */
  private static final int FETCH = 10_000;

  private static final String SOURCE = "query";

  private QueryTable() {}

  static Table read(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH);
      try (ResultSet result = statement.executeQuery(sql)) {
        return read(result);
      }
    } catch (SQLException e) {
      throw BadData.because("the query failed: " + e.getMessage())
          .file(SOURCE)
          .next("Run it in the database's own client first.")
          .error();
    }
  }

  private static Table read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    int count = meta.getColumnCount();
    List<ColumnBuilder> builders = new ArrayList<>();
    var numeric = new boolean[count];
    Set<String> names = new HashSet<>();
    for (int i = 0; i < count; i++) {
      String name = meta.getColumnLabel(i + 1);
      if (!names.add(name)) {
        throw BadData.because("two columns of the result have the same name")
            .file(SOURCE)
            .column(name)
            .next("Rename one of them with AS.")
            .error();
      }
      numeric[i] = numeric(meta.getColumnType(i + 1));
      builders.add(new ColumnBuilder(name, !numeric[i]));
    }
    int rows = 0;
    for (; result.next(); rows++) {
      for (int i = 0; i < count; i++) {
        if (numeric[i]) {
          addNumber(builders.get(i), result, i + 1, rows + 1);
        } else {
          addText(builders.get(i), result, i + 1);
        }
      }
    }
    if (rows == 0) {
      throw BadData.because("the query gave no rows").file(SOURCE).error();
    }
    return new Table(
        SOURCE, builders.stream().map(ColumnBuilder::build).toList(), Table.counted(rows));
  }

  private static void addNumber(ColumnBuilder builder, ResultSet result, int index, int row)
      throws SQLException {
    double value = result.getDouble(index);
    if (result.wasNull()) {
      builder.addMissing();
    } else if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw BadData.because("not a finite number")
          .file(SOURCE)
          .row(row)
          .column(result.getMetaData().getColumnLabel(index))
          .expected("a number")
          .found(Double.toString(value))
          .next("Turn it into NULL in the query.")
          .error();
    } else {
      builder.addNumber(value);
    }
  }

  private static void addText(ColumnBuilder builder, ResultSet result, int index)
      throws SQLException {
    Object value = result.getObject(index);
    String text =
        switch (value) {
          case null -> "";
          case java.sql.Date date -> date.toLocalDate().toString();
          case java.sql.Time time -> time.toLocalTime().toString();
          case java.sql.Timestamp time -> time.toLocalDateTime().toString();
          case TemporalAccessor time -> time.toString();
          case Boolean flag -> flag.toString();
          default -> result.getString(index);
        };
    if (text == null || text.isEmpty()) {
      builder.addMissing();
    } else {
      builder.addText(text);
    }
  }

  private static boolean numeric(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL ->
          true;
      default -> false;
    };
  }
}
