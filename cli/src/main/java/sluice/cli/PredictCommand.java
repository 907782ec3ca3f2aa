package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sluice predict}: a label or a number for each window or sequence of new data. */
@Command(
    name = "predict",
    description = "Predict a label or a number for each window or sequence of a file, as CSV.",
    footer = {
      "",
      "Example:",
      "  sluice predict runs/weather/model.sluice --data examples/data/weather.csv"
    })
final class PredictCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "MODEL", description = "The model file, or the folder of its run.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV with the columns that the model was trained on; - for standard input.")
  private String data;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write there, whole or not at all, instead of standard output; Parquet if it ends in"
              + " .parquet.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    return new ModelRun(main.console(), model).predict(data, Optional.ofNullable(out));
  }
}
