package sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sluice.data.FileTables;
import sluice.experiment.RowSink;
import sluice.experiment.UnfitTask;
import sluice.model.WholeFile;

/** Rows on their way into a Parquet file, whole or not at all. */
final class ParquetOut implements RowSink {
  private final FileTables tables;
  private final Path file;
  private FileTables.@Nullable Rows open;

  private ParquetOut(FileTables tables, Path file) {
    this.tables = tables;
    this.file = file;
  }

  /** Writes a file; the module is asked for before any row is made. */
  static void write(Path out, Consumer<RowSink> rows) {
    FileTables tables =
        FileTables.find().orElseThrow(() -> new UnfitTask(out + ": " + FileTables.MISSING));
    WholeFile.write(
        out,
        channel -> {
          Path temporary = Files.createTempFile("sluice", ".parquet");
          ParquetOut sink = new ParquetOut(tables, temporary);
          try {
            rows.accept(sink);
            sink.finish();
            Files.copy(temporary, Channels.newOutputStream(channel));
          } catch (UncheckedIOException e) { // of this sink
            throw e.getCause();
          } finally {
            sink.close();
            Files.deleteIfExists(temporary);
          }
        });
  }

  @Override
  public void header(List<String> names) {
    header(names, Set.of());
  }

  @Override
  public void header(List<String> names, Set<String> numbers) {
    try {
      open = tables.parquet(file, names, numbers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void row(List<String> values) {
    try {
      rows().add(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileTables.Rows rows() {
    if (open == null) {
      throw new IllegalStateException("a row before the header");
    }
    return open;
  }

  private void finish() throws IOException {
    rows().finish();
  }

  private void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
