package sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice inspect gates}: what the cells hold while one sequence is read. */
@Command(
    name = "gates",
    description = "Show each gate and state of a layer over one real sequence, under its input.",
    footer = {
      "",
      "Examples:",
      "  sluice inspect gates runs/births --data examples/data/us-births-1969-1988.csv",
      "  sluice inspect gates runs/weather --data examples/data/weather.csv --sequence seattle",
      "",
      "Leaves one offline page, gates.html, with every picture and its numbers beside it."
    })
final class InspectGatesCommand implements Callable<Integer> {
  @ParentCommand private InspectCommand inspect;

  @Mixin private CellOptions cells;

  @Option(
      names = "--sequence",
      paramLabel = "KEY|TIME|N",
      description =
          "A series' key, a time as predict tells it, KEY@TIME, or its number. Without: the last.")
  private @Nullable String sequence;

  @Option(
      names = "--unit",
      paramLabel = "N",
      description = "The cell shown alone, from 1. Without: the one that keeps most.")
  private @Nullable Integer unit;

  @Override
  public Integer call() {
    Path folder = inspect.folder(cells.out(), "gates");
    return new InspectCellsRun(inspect.console(), cells)
        .gates(Optional.ofNullable(sequence), InspectCellsRun.optional(unit), folder);
  }
}
