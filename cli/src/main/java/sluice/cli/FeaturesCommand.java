package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sluice features}: what a layer gives for each row, window or sequence of new data. */
@Command(
    name = "features",
    description = "Write what a layer gives for each row, window or sequence of a file, as CSV.",
    footer = {
      "",
      "Example:",
      "  sluice features runs/weather/model.sluice --data examples/data/weather.csv --layer last",
      "",
      "Without --layer, the layers are named with their sizes."
    })
final class FeaturesCommand implements Callable<Integer> {
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
      names = "--layer",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "The layer, named as its weights are: layers.0, …; last is what the head reads.")
  private String layer;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write there, whole or not at all, instead of standard output; Parquet if it ends in"
              + " .parquet.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "One JSON object on standard output; with --out without the rows.")
  private boolean json;

  @Override
  public Integer call() {
    return new ModelRun(main.console(), model)
        .features(layer, data, Optional.ofNullable(out), json);
  }
}
