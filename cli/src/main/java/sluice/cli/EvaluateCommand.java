package sluice.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sluice evaluate}: a model beside the baselines, on data given to it. */
@Command(
    name = "evaluate",
    description = "Measure a model beside the baselines, on data given to it.",
    footer = {
      "",
      "Example:",
      "  sluice evaluate runs/births/model.sluice --data examples/data/us-births-1969-1988.csv",
      "",
      "On the data that the model was trained on only their test part is measured."
    })
final class EvaluateCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "MODEL", description = "The model file, or the folder of its run.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV with the columns that the model was trained on; - for standard input.")
  private String data;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    return new ModelRun(main.console(), model).evaluate(data, json);
  }
}
