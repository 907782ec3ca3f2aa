package sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice selftest}: proves the engine on this machine. */
@Command(
    name = "selftest",
    description = {
      "Prove the engine on this machine, in some seconds: every layer, option and loss by gradient"
          + " check and against its equations in double precision, threads against one thread, step"
          + " by step against whole sequences, save and load, known answers.",
      "Exit code 1 if a proof fails."
    },
    footer = {"", "Example:", "  sluice selftest"})
final class SelftestCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    return new SelftestRun(main.console(), json).call();
  }
}
