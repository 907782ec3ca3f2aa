package sluice.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where CSV comes from; it can be opened more than once. */
record CsvSource(String name, Opener opener) {
  private static final String DATABASE =
      "A database is read by data.jdbc, with its address and a query.";
  private static final String SHEET = "Save the sheet as CSV.";

  /** What to do with files of other kinds, by their ending. */
  private static final Map<String, String> OTHERS =
      Map.of(
          ".sql",
          "Write the statement itself: data.sql asks files, data.jdbc.query a database.",
          ".sqlite",
          DATABASE,
          ".sqlite3",
          DATABASE,
          ".duckdb",
          DATABASE,
          ".xls",
          SHEET,
          ".xlsx",
          SHEET,
          ".ods",
          SHEET);

  /** Opens the bytes from the start. */
  interface Opener {
    InputStream open() throws IOException;
  }

  /** Throws if the ending says that the file is no text with a row a line. */
  private static void checkKind(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    OTHERS.forEach((ending, next) -> {
      if (name.endsWith(ending)) {
        throw BadData.because("this is no table of text")
            .file(file.toString())
            .expected("CSV, Parquet or JSON")
            .found("a file that ends in " + ending)
            .next(next)
            .error();
      }
    });
  }

  static CsvSource of(Path file) {
    DataFile.check(file);
    checkKind(file);
    return new CsvSource(file.toString(), () -> DataFile.open(file));
  }

  static CsvSource of(InputStream in, String name) throws IOException {
    byte[] bytes = in.readAllBytes();
    return new CsvSource(name, () -> new ByteArrayInputStream(bytes));
  }

  /** The bytes from the start, behind a UTF-8 byte order mark. */
  InputStream open() throws IOException {
    InputStream in = opener.open();
    byte[] start = in.readNBytes(3);
    boolean mark =
        start.length == 3
            && start[0] == (byte) 0xEF
            && start[1] == (byte) 0xBB
            && start[2] == (byte) 0xBF;
    return mark ? in : new SequenceInputStream(new ByteArrayInputStream(start), in);
  }
}
