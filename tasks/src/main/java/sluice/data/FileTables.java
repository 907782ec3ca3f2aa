package sluice.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Tables in files of kinds that need a module of their own: Parquet, JSON, and SQL over files.
 *
 * <p>The module is found as a service: it is enough that it stands on the class path or the module
 * path. {@code sluice.duckdb} is one.
 */
public interface FileTables {
  /** What is said where there is no such module. */
  String MISSING =
      "Parquet, JSON and SQL over files need the module duckdb: run ./build duckdb once beside"
          + " ./sluice, take the zip of ./build dist, or add sluice-duckdb to your program's class"
          + " path";

  /** Rows on their way into a file. */
  interface Rows extends AutoCloseable {
    /** Adds a row, as many values as there are columns; the empty text where one is missing. */
    void add(List<String> values) throws IOException;

    /** Finishes the file. */
    void finish() throws IOException;

    /** Gives up what is not finished. */
    @Override
    void close() throws IOException;
  }

  /**
   * Reads a whole file, in the order of its rows.
   *
   * @throws BadData if it cannot be used
   */
  Table read(Path file);

  /**
   * Runs one statement that only reads files of this machine.
   *
   * @param folder to which the names of files in it are relative
   * @throws BadData if it cannot be used
   */
  Table query(Path folder, String sql);

  /**
   * Begins a Parquet file.
   *
   * @param names of the columns, from left to right, all different
   * @param numbers those of them that hold numbers
   */
  Rows parquet(Path file, List<String> names, Set<String> numbers) throws IOException;

  /** The module, if it is there. */
  static Optional<FileTables> find() {
    return ServiceLoader.load(FileTables.class, FileTables.class.getClassLoader()).findFirst();
  }

  /** Whether a file is of a kind that the module reads, by its ending. */
  static boolean know(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    return isParquet(file)
        || bare.endsWith(".json")
        || bare.endsWith(".jsonl")
        || bare.endsWith(".ndjson");
  }

  /** Whether a file is Parquet, by its ending. */
  static boolean isParquet(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  /** The module; {@code source} is what messages begin with. */
  static FileTables need(String source) {
    return find()
        .orElseThrow(() ->
            BadData.because("this cannot be read here").file(source).next(MISSING + ".").error());
  }
}
