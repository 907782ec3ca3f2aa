package sluice.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import sluice.data.BadData;
import sluice.data.CsvSettings;
import sluice.data.Table;

/** Where rows to predict come from. */
public sealed interface DataSource {

  /** A file of CSV, or of another kind that its ending names. */
  record File(Path path) implements DataSource {}

  /**
   * A stream of CSV, read to its end.
   *
   * @param in not closed
   * @param name what messages call it
   */
  record Stream(InputStream in, String name) implements DataSource {}

  /** Reads it. */
  default Table table(CsvSettings settings) {
    return switch (this) {
      case File(Path path) -> Table.read(path, settings);
      case Stream(InputStream in, String name) -> {
        try {
          yield Table.readCsv(in, name, settings);
        } catch (IOException e) {
          throw BadData.because("it cannot be read: " + e.getMessage()).file(name).error();
        }
      }
    };
  }

  /** Reads it as a file of the UCR and UEA archives. */
  default Table ts() {
    return switch (this) {
      case File(Path path) -> Table.readTs(path);
      case Stream(InputStream in, String name) -> {
        try {
          yield Table.readTs(in, name);
        } catch (IOException e) {
          throw BadData.because("it cannot be read: " + e.getMessage()).file(name).error();
        }
      }
    };
  }
}
