package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sluice forecast}: the steps after the end of a history. */
@Command(
    name = "forecast",
    description = "Forecast the steps after the end of a history, as CSV.",
    footer = {
      "",
      "Example:",
      "  sluice forecast runs/births/model.sluice --out next-fortnight.csv"
    })
final class ForecastCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "MODEL", description = "The model file, or the folder of its run.")
  private Path model;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "CSV that ends where the forecast begins; - for standard input. Without: the data that"
              + " the experiment beside the model names.")
  private @Nullable String history;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write there, whole or not at all, instead of standard output; Parquet if it ends in"
              + " .parquet.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    return new ModelRun(main.console(), model)
        .forecast(Optional.ofNullable(history), Optional.ofNullable(out));
  }
}
