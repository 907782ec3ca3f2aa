package sluice.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Where CSV comes from; it can be opened more than once. */
record CsvSource(String name, Opener opener) {
  private static final int BUFFER = 1 << 16;

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

  /** Throws if there is no such file. */
  static void check(Path file) {
    String name = file.toString();
    if (!Files.exists(file)) {
      throw BadData.because("there is no such file").file(name).next(nearestFile(file)).error();
    }
    if (Files.isDirectory(file)) {
      throw BadData.because("this is a directory")
          .file(name)
          .expected("a file of data")
          .next("Name the file in it.")
          .error();
    }
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
    check(file);
    checkKind(file);
    String name = file.toString();
    return new CsvSource(
        name,
        () -> {
          InputStream in = Files.newInputStream(file);
          return name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
        });
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

  private static String nearestFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    Path last = file.getFileName();
    if (folder == null || last == null || !Files.isDirectory(folder)) {
      return "Check the path: its folder is not there either.";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(p -> p.toFile().getName()).sorted().toList();
      return Nearest.of(last.toString(), names)
          .map(near -> "Did you mean " + BadData.quote(near) + "?")
          .orElse("Check the path.");
    } catch (IOException e) {
      return "Check the path; its folder cannot be read.";
    }
  }
}
