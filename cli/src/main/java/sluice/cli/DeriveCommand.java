package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice derive}: every gradient of a tiny net, in numbers, four ways. */
@Command(
    name = "derive",
    description = {
      "Show every gradient of a tiny recurrent net in numbers, found in four ways: as a sum over"
          + " the steps by the chain rule written out, by back-propagation, by the engine, and by"
          + " differences.",
      "With --trace, show one training step of an experiment as the data flow, with shapes and"
          + " norms."
    },
    footer = {
      "",
      "Examples:",
      "  sluice derive --hidden 3 --steps 4",
      "  sluice derive --cell gru",
      "  sluice derive --trace examples/births.yaml",
      "",
      "docs/derivation.md has the derivation itself."
    })
final class DeriveCommand implements Callable<Integer> {
  /** Cells, by the names of the experiment file. */
  enum Cell {
    lstm,
    rnn,
    gru,
    indrnn
  }

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Option(
      names = "--cell",
      paramLabel = "CELL",
      defaultValue = "lstm",
      description = "One of: ${COMPLETION-CANDIDATES}. Without: ${DEFAULT-VALUE}.")
  private Cell cell;

  @Option(
      names = "--inputs",
      paramLabel = "I",
      defaultValue = "2",
      description = "Columns of input, 1 to 16. Without: ${DEFAULT-VALUE}.")
  private int inputs;

  @Option(
      names = "--hidden",
      paramLabel = "H",
      defaultValue = "3",
      description = "Units, 1 to 16. Without: ${DEFAULT-VALUE}.")
  private int hidden;

  @Option(
      names = "--classes",
      paramLabel = "O",
      defaultValue = "3",
      description = "Classes of the softmax at each step, 2 to 16. Without: ${DEFAULT-VALUE}.")
  private int classes;

  @Option(
      names = "--steps",
      paramLabel = "T",
      defaultValue = "4",
      description = "Time steps, 1 to 50. Without: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "42",
      description = "Of weights, input and labels. Without: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--trace",
      paramLabel = "EXPERIMENT.yaml",
      description = "Show one training step of this experiment instead.")
  private @Nullable Path trace;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "With --trace: change a key of the experiment; may be repeated.")
  private List<String> changes = List.of();

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    DeriveRun run = new DeriveRun(main.console(), json);
    if (trace != null) {
      return run.trace(trace, changes);
    }
    if (!changes.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--set goes with --trace");
    }
    return run.derive(cell.name(), size(), seed);
  }

  private DeriveRun.Size size() {
    check("--inputs", inputs, 1, 16);
    check("--hidden", hidden, 1, 16);
    check("--classes", classes, 2, 16);
    check("--steps", steps, 1, 50);
    return new DeriveRun.Size(inputs, hidden, classes, steps);
  }

  private void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), name + " must be from " + least + " to " + most + ", was " + value);
    }
  }
}
