package sluice.cli;

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
    subcommands = InspectGradientsCommand.class,
    footer = {
      "",
      "Example:",
      "  sluice inspect gradients --cells rnn,lstm",
      "",
      "sluice inspect WHAT --help tells more."
    })
final class InspectCommand implements Runnable {
  @Spec private CommandSpec spec;
  @ParentCommand private Main main;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to inspect is missing: gradients");
  }

  Console console() {
    return main.console();
  }
}
