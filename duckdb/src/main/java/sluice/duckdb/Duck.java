package sluice.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sluice.data.BadData;
import sluice.data.FileTables;

/**
 * A DuckDB in memory that reads and writes files of this machine and nothing else.
 *
 * <p>It loads no extension and opens no network connection; one thread, so that sums in a query
 * have the same bits every time; results come in pieces. What does not fit its memory goes to a
 * folder that is removed at the end.
 */
final class Duck implements AutoCloseable {
  private static final String MEMORY = "2GB"; // beside the heap, which holds the table

  /** What DriverManager says where no driver takes an address. */
  private static final String NO_DRIVER = "08001";

  private final Connection connection;
  private final Path spill;

  private Duck(Connection connection, Path spill) {
    this.connection = connection;
    this.spill = spill;
  }

  /**
   * Opens one.
   *
   * @param folder to which names of files are relative
   */
  static Duck open(Path folder) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY);
    Connection connection = connect(settings);
    Path spill = spillFolder();
    Duck duck = new Duck(connection, spill);
    String roots =
        StreamSupport.stream(FileSystems.getDefault().getRootDirectories().spliterator(), false)
            .map(Duck::quoted)
            .collect(Collectors.joining(", "));
    for (String setting :
        List.of(
            "temp_directory = " + quoted(spill),
            "file_search_path = " + quoted(folder.toAbsolutePath()),
            "TimeZone = 'UTC'",
            "allowed_directories = [" + roots + "]",
            "enable_external_access = false", // from here on only files below the roots
            "lock_configuration = true")) {
      duck.run("set " + setting);
    }
    return duck;
  }

  private static Connection connect(Properties settings) throws SQLException {
    try {
      return DriverManager.getConnection("jdbc:duckdb:", settings);
    } catch (SQLException e) {
      if (NO_DRIVER.equals(e.getSQLState())) {
        throw BadData.because("the module is there, but not DuckDB itself")
            .file("duckdb")
            .next(FileTables.MISSING + " with the libraries it stands on.")
            .error();
      }
      throw e;
    }
  }

  private static Path spillFolder() {
    try {
      return Files.createTempDirectory("sluice-duckdb");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
    }
  }

  Connection connection() {
    return connection;
  }

  void run(String statement) throws SQLException {
    try (Statement one = connection.createStatement()) {
      one.execute(statement);
    }
  }

  /** A text of SQL. */
  static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  /** A name of SQL. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    try (Stream<Path> files = Files.walk(spill)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      spill.toFile().deleteOnExit(); // a temporary folder that stays harms nobody
    }
  }
}
