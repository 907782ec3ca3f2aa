package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import sluice.experiment.DataSource;
import sluice.experiment.TrainedModel;
import sluice.experiment.WhySettings;
import sluice.report.WhyStudy;

/** {@code sluice inspect why}: what each step and column contributed to one prediction. */
@Command(
    name = "why",
    description = "Say what each step and column of the data contributed to one prediction.",
    footer = {
      "",
      "Examples:",
      "  sluice inspect why runs/births/model.sluice --data examples/data/us-births-1969-1988.csv",
      "  sluice inspect why runs/weather/model.sluice --data examples/data/weather.csv --output"
          + " sun",
      "",
      "Leaves one offline page, why.html, with every picture and its numbers beside it."
    })
final class InspectWhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private InspectCommand inspect;

  @Parameters(paramLabel = "MODEL", description = "The model file, or the folder of its run.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "CSV with the columns that the model was trained on.")
  private Path data;

  @Option(
      names = "--row",
      paramLabel = "N",
      description = "Which example, from 1, in the order of predict. Without: the last one.")
  private @Nullable Integer row;

  @Option(
      names = "--sequence",
      paramLabel = "KEY",
      description = "The last example of this sequence or series instead.")
  private @Nullable String sequence;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description =
          "The class, label or target to explain. Without: the likeliest class, the first target.")
  private @Nullable String output;

  @Option(
      names = "--step",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of a forecast's horizon, from 1. Without: 1.")
  private int step;

  @Option(
      names = "--baseline",
      paramLabel = "WORD",
      defaultValue = "mean",
      description =
          "What says nothing: mean, of each number, or zero, in its own unit. Without: mean.")
  private String baseline;

  @Option(
      names = "--member",
      paramLabel = "N",
      description = "Which network of an ensemble, from 1.")
  private @Nullable Integer member;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder. Without: runs/why, with a number if taken.")
  private @Nullable Path out;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    if (row != null && sequence != null) {
      throw new ParameterException(
          spec.commandLine(), "--row and --sequence do not go together: both say which example");
    }
    if (!baseline.equals("mean") && !baseline.equals("zero")) {
      throw new ParameterException(
          spec.commandLine(), "there is no baseline " + baseline + "; there are mean, zero");
    }
    WhySettings asked =
        new WhySettings(
            Optional.ofNullable(row),
            Optional.ofNullable(sequence),
            Optional.ofNullable(output),
            step,
            baseline.equals("zero"),
            InspectCellsRun.optional(member));
    WhyStudy study = TrainedModel.read(model).why(asked, new DataSource.File(data));
    Path page = study.write(inspect.folder(out, "why"));
    inspect.console().result(json ? study.json() : text(study) + "page    " + page + "\n");
    return 0;
  }

  private static String text(WhyStudy study) {
    StringBuilder text = new StringBuilder(study.answer() + "\n\n");
    study.told().forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append("\nIn ")
        .append(study.unit())
        .append(", against ")
        .append(study.baseline())
        .append(".\n\n")
        .toString();
  }
}
