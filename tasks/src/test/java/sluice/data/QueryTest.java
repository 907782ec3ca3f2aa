package sluice.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static Connection database() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table t (d date, at timestamp, o timestamp with time zone, n int, x decimal(9,3),"
              + " f double precision, w varchar(10), b boolean)");
      statement.execute(
          "insert into t values (date '2024-02-29', timestamp '2024-02-29 12:30:00',"
              + " timestamp with time zone '2024-02-29 12:30:00+02:00', 1, 2.5, 0.1, 'rain', true),"
              + " (date '2024-03-01', timestamp '2024-03-01 00:00:00', null, null, -1, 3, null,"
              + " false)");
    }
    return connection;
  }

  @Test
  void typesOfTheDatabaseBecomeNumbersAndText() throws SQLException {
    try (Connection connection = database()) {
      Table table = Table.query(connection, "select * from t order by d");
      assertThat(table.names()).containsExactly("D", "AT", "O", "N", "X", "F", "W", "B");
      assertThat(table.numbers("N")).containsExactly(1, Double.NaN);
      assertThat(table.numbers("X")).containsExactly(2.5, -1);
      assertThat(table.numbers("F")).containsExactly(0.1, 3);
      assertThat(table.column("D").text(0)).isEqualTo("2024-02-29");
      assertThat(table.column("AT").text(0)).startsWith("2024-02-29T12:30");
      assertThat(table.column("O").text(0)).isEqualTo("2024-02-29T10:30Z");
      assertThat(table.column("W").missing(1)).isTrue();
      assertThat(table.column("B").text(1)).isEqualTo("false");
      assertThat(table.line(1)).isEqualTo(2);
    }
  }

  @Test
  void timesOfAQueryMakeASeries() throws SQLException {
    try (Connection connection = database()) {
      for (String time : new String[] {"D", "AT"}) {
        SeriesSettings settings = SeriesSettings.DEFAULT.time(TimeSettings.of(time)).targets("X");
        assertThat(Series.read(Table.query(connection, "select * from t order by d"), settings))
            .hasSize(1);
      }
    }
  }

  @Test
  void whatCannotBeUsedIsSaid() throws SQLException {
    try (Connection connection = database()) {
      assertThatThrownBy(() -> Table.query(connection, "select nothing from t"))
          .isInstanceOf(BadData.class)
          .hasMessageContaining("query: the query failed: ");
      assertThatThrownBy(() -> Table.query(connection, "select * from t where n > 5"))
          .hasMessage("query: the query gave no rows.");
      assertThatThrownBy(() -> Table.query(connection, "select n, x as n from t"))
          .hasMessageContaining("two columns of the result have the same name");
      assertThatThrownBy(
              () -> Table.query(connection, "select cast('Infinity' as double precision) as v"))
          .hasMessageContaining("row 1, column \"V\": not a finite number");
    }
  }
}
