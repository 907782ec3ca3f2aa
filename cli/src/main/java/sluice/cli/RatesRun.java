package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.experiment.Experiment;
import sluice.experiment.Rates;
import sluice.math.Workers;
import sluice.train.RateFinder;
import sluice.train.Stop;

/** What {@code sluice tune --rates} does: finds a learning rate and says what to do with it. */
final class RatesRun {
  private final Console console;
  private final boolean json;

  /**
   * One search.
   *
   * @param console where it writes
   * @param json whether results are for programs
   */
  RatesRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** Runs; gives the exit code. */
  int call(Path file, List<String> changes, Optional<Path> out, Optional<Integer> threads) {
    Experiment experiment = Experiment.read(file, changes);
    threads.ifPresent(Workers::threads);
    Stop stop = new Stop();
    try (Signals signals = new Signals(stop, console, Runtime.getRuntime()::halt).listen()) {
      signals.stoppable(true);
      Rates.Result result = Rates.find(experiment, RateFinder.Config.DEFAULT, out, stop);
      console.result(json ? result.json() : summary(result));
      return signals.code();
    }
  }

  private static String summary(Rates.Result result) {
    RateFinder.Found found = result.found();
    String suggestion =
        Double.isNaN(found.suggested())
            ? "No rate is suggested: the loss never fell over " + found.points().size() + " steps."
            : "Suggested: --set "
                + result.key()
                + "="
                + Figures.of(found.suggested())
                + "\n"
                + "It is a tenth of the rate at which the loss was least; look at the curve before"
                + " you trust it.";
    return suggestion
        + "\ncurve   "
        + result.directory().resolve("rates.svg")
        + "\npage    "
        + result.directory().resolve("tune.html")
        + "\n";
  }
}
