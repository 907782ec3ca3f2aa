package sluice.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import sluice.data.BadData;
import sluice.data.FileTables;
import sluice.data.Table;

/** Parquet, JSON, and SQL over files, read and written by DuckDB inside this process. */
public final class DuckTables implements FileTables {
  private static final String SQL = "sql";

  /** What the parser says of a statement: only those that read can be written as JSON. */
  private static final String PARSED =
      "select json_extract_string(j, '$.error_type'), json_extract_string(j, '$.error_message'),"
          + " json_array_length(j, '$.statements') from (select json_serialize_sql(?::varchar) as"
          + " j)";

  /** Made by the service loader. */
  public DuckTables() {}

  @Override
  public Table read(Path file) {
    String reader = FileTables.isParquet(file) ? "read_parquet" : "read_json";
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
    String sql = "select * from " + reader + "(" + Duck.quoted(file.toAbsolutePath()) + ")";
    try (Duck duck = Duck.open(folder)) {
      return table(duck, sql, file.toString());
    } catch (SQLException e) {
      throw BadData.because("the file cannot be read: " + words(e))
          .file(file.toString())
          .next("Check that it is whole, and that its ending names what it is.")
          .error();
    }
  }

  @Override
  public Table query(Path folder, String sql) {
    try (Duck duck = Duck.open(folder)) {
      check(duck, sql);
      return table(duck, sql, SQL);
    } catch (SQLException e) {
      throw BadData.because("the query failed: " + words(e))
          .file(SQL)
          .next("Names of files are relative to " + folder + "; they stand in single quotes.")
          .error();
    }
  }

  @Override
  public Rows parquet(Path file, List<String> names, Set<String> numbers) throws IOException {
    return new ParquetRows(file, names, numbers);
  }

  private static Table table(Duck duck, String sql, String source) throws SQLException {
    try (Statement statement = duck.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return Table.of(result, source);
    }
  }

  /** Throws unless this is one statement that only reads. */
  private static void check(Duck duck, String sql) throws SQLException {
    try (PreparedStatement parse = duck.connection().prepareStatement(PARSED)) {
      parse.setString(1, sql);
      try (ResultSet parsed = parse.executeQuery()) {
        parsed.next();
        String error = parsed.getString(1);
        if ("parser".equals(error)) {
          throw new SQLException(parsed.getString(2));
        }
        if (error != null || parsed.getInt(3) != 1) {
          throw BadData.because("this is not one statement that only reads")
              .file(SQL)
              .expected("one select")
              .found(error == null ? parsed.getInt(3) + " statements" : "another statement")
              .next("Write select … from 'FILE'; Sluice changes no files of yours.")
              .error();
        }
      }
    }
  }

  /** The first paragraph: what follows shows the statement once more. */
  static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return BadData.words(new SQLException(message.split("\\R\\s*\\R", 2)[0]));
  }
}
