package sluice.duckdb;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.data.BadData;
import sluice.data.FileTables;

/**
 * Rows that become a Parquet file: gathered in a temporary CSV file first, so that millions of them
 * take no memory, then written by DuckDB in one go, numbers as DOUBLE, all else as text.
 */
final class ParquetRows implements FileTables.Rows {
  private final Path file;
  private final Path gathered;
  private final BufferedWriter writer;
  private final String columns;

  ParquetRows(Path file, List<String> names, Set<String> numbers) throws IOException {
    if (new HashSet<>(names).size() < names.size()) {
      throw new IOException(
          "two columns have the same name, which Parquet does not allow: " + names);
    }
    this.file = file.toAbsolutePath();
    columns =
        names.stream()
            .map(name ->
                Duck.quoted(name) + ": " + (numbers.contains(name) ? "'DOUBLE'" : "'VARCHAR'"))
            .collect(Collectors.joining(", ", "{", "}"));
    gathered = Files.createTempFile("sluice-parquet", ".csv");
    writer = Files.newBufferedWriter(gathered);
  }

  @Override
  public void add(List<String> values) throws IOException {
    for (int i = 0; i < values.size(); i++) {
      writer.write(i == 0 ? "" : ",");
      writer.write('"' + values.get(i).replace("\"", "\"\"") + '"');
    }
    writer.write('\n');
  }

  @Override
  public void finish() throws IOException {
    writer.close();
    String read =
        "select * from read_csv("
            + Duck.quoted(gathered.toAbsolutePath())
            + ", header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
            + " new_line = '\\n', nullstr = '', columns = "
            + columns
            + ")";
    Path folder = Objects.requireNonNullElse(file.getParent(), file);
    try (Duck duck = Duck.open(folder)) {
      duck.run("copy (" + read + ") to " + Duck.quoted(file) + " (format parquet)");
    } catch (SQLException e) {
      throw new IOException(BadData.words(e), e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(gathered);
  }
}
