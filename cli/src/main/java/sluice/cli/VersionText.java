package sluice.cli;

import picocli.CommandLine.IVersionProvider;
import sluice.experiment.Version;
import sluice.math.Arithmetic;
import sluice.math.Workers;

/**
 * What {@code --version} says.
 *
 * <p>Only the root command may name it: of a provider that is inherited picocli asks the version in
 * every start, which chooses kernels and starts workers before {@code --threads} is known.
 */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "sluice " + Version.get(),
      "JDK " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")",
      "kernels " + Arithmetic.kernels(),
      "threads " + Workers.shared().threads()
    };
  }
}
