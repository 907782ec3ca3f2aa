package sluice.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice inspect states}: hidden states as points of a plane. */
@Command(
    name = "states",
    description = "Show hidden states in two dimensions, coloured by class and by time.",
    footer = {
      "",
      "Examples:",
      "  sluice inspect states runs/weather --data examples/data/weather.csv",
      "  sluice inspect states runs/births --data examples/data/us-births-1969-1988.csv --at every",
      "",
      "Leaves one offline page, states.html, with every picture and its numbers beside it."
    })
final class InspectStatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private InspectCommand inspect;

  @Mixin private CellOptions cells;

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      defaultValue = "last",
      description = "Which steps of each sequence: last or every. Without: last.")
  private String at;

  @Override
  public Integer call() {
    if (!at.equals("last") && !at.equals("every")) {
      throw new ParameterException(spec.commandLine(), "--at must be last or every, was " + at);
    }
    Path folder = inspect.folder(cells.out(), "states");
    return new InspectCellsRun(inspect.console(), cells).states(at.equals("every"), folder);
  }
}
