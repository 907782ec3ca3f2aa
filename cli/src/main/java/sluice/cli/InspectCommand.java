package sluice.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code sluice inspect}: looks inside a network. */
@Command(
    name = "inspect",
    description = "Look inside a network.",
    synopsisSubcommandLabel = "WHAT",
    subcommands = {
      InspectGradientsCommand.class,
      InspectGatesCommand.class,
      InspectStatesCommand.class,
      InspectWhyCommand.class,
      InspectLandscapeCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  sluice inspect gradients --cells rnn,lstm",
      "  sluice inspect gates runs/births --data examples/data/us-births-1969-1988.csv",
      "  sluice inspect why runs/births/model.sluice --data new.csv",
      "  sluice inspect landscape runs/births",
      "",
      "sluice inspect WHAT --help tells more."
    })
final class InspectCommand implements Runnable {
  private static final int MOST_FOLDERS = 10_000;

  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "what to inspect is missing: gradients, gates, states, why or landscape");
  }

  /** The folder asked for; without, {@code runs/NAME}, with a number where that is taken. */
  Path folder(@Nullable Path out, String name) {
    if (out != null) {
      return out;
    }
    for (int n = 1; n < MOST_FOLDERS; n++) {
      Path folder = Path.of("runs", n == 1 ? name : name + "-" + n);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "there are too many folders runs/" + name + "-N");
  }

  Console console() {
    return main.console();
  }
}
