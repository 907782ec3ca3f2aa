package sluice.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sluice.data.BadData;
import sluice.data.FileTables;
import sluice.experiment.DataSource;
import sluice.experiment.Evaluated;
import sluice.experiment.RowSink;
import sluice.experiment.TrainedModel;
import sluice.model.WholeFile;

/** What the commands do that take a trained model. */
final class ModelRun {
  private static final String STANDARD_INPUT = "-";

  private final Console console;
  private final Path model;

  /**
   * Of one model file.
   *
   * @param console where it reads and writes
   */
  ModelRun(Console console, Path model) {
    this.console = console;
    this.model = model;
  }

  /** Measures the model; gives the exit code. */
  int evaluate(String data, boolean json) {
    Evaluated evaluated = TrainedModel.read(model).evaluate(source(data));
    console.result(
        json
            ? evaluated.json()
            : "Measured on " + evaluated.scope() + ".\n\n" + ScoreTable.of(evaluated.results()));
    return 0;
  }

  /** Writes a prediction a line; gives the exit code. */
  int predict(String data, Optional<Path> out) {
    TrainedModel trained = TrainedModel.read(model);
    return rows(out, sink -> trained.predict(source(data), sink));
  }

  /** Writes what a layer gives, a row or step a line; gives the exit code. */
  int features(String layer, String data, Optional<Path> out, boolean json) {
    TrainedModel trained = TrainedModel.read(model);
    if (!json) {
      return rows(out, sink -> trained.features(layer, source(data), sink));
    }
    JsonRows rows = new JsonRows(layer, out.isEmpty());
    if (out.isPresent()) {
      rows(out, sink -> trained.features(layer, source(data), rows.also(sink)));
    } else {
      trained.features(layer, source(data), rows);
    }
    console.result(rows.json());
    return 0;
  }

  /** Writes a step a line; gives the exit code. */
  int forecast(Optional<String> history, Optional<Path> out) {
    TrainedModel trained = TrainedModel.read(model);
    return rows(out, sink -> trained.forecast(history.map(this::source), sink));
  }

  DataSource source(String data) {
    return data.equals(STANDARD_INPUT)
        ? new DataSource.Stream(new StandardInput(console.in()), "standard input")
        : new DataSource.File(Path.of(data));
  }

  private int rows(Optional<Path> out, Consumer<RowSink> rows) {
    if (out.filter(FileTables::isParquet).isPresent()) {
      ParquetOut.write(out.get(), rows);
      return 0;
    }
    if (out.isPresent()) {
      WholeFile.write(
          out.get(), channel -> write(Channels.newWriter(channel, StandardCharsets.UTF_8), rows));
      return 0;
    }
    try {
      write(console.results(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private static void write(Writer writer, Consumer<RowSink> rows) throws IOException {
    try {
      rows.accept(new CsvRows(writer));
      writer.flush();
    } catch (UncheckedIOException e) { // FastCSV's way to say it
      throw e.getCause();
    }
  }

  /** Rows as CSV: commas, LF, quotes where they are needed. */
  private static final class CsvRows implements RowSink {
    private final CsvWriter csv;

    CsvRows(Writer writer) {
      csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(writer);
    }

    @Override
    public void header(List<String> names) {
      csv.writeRecord(names);
    }

    @Override
    public void row(List<String> values) {
      csv.writeRecord(values);
    }
  }

  /** Standard input, whose failures are those of data: everything else that fails here writes. */
  private static final class StandardInput extends FilterInputStream {
    StandardInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return super.read(bytes, from, length);
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private static BadData unreadable(IOException e) {
      return BadData.because("it cannot be read: " + e.getMessage()).file("standard input").error();
    }
  }
}
