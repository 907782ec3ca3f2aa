package sluice.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sluice.experiment.Experiment;
import sluice.experiment.StepTrace;
import sluice.inspect.Derivation;

/** What {@code sluice derive} does. */
final class DeriveRun {
  private final Console console;
  private final boolean json;

  /**
   * One derivation.
   *
   * @param console where it writes
   * @param json whether results are for programs
   */
  DeriveRun(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** How large a net, so that the command need not know the engine. */
  record Size(int inputs, int hidden, int classes, int steps) {}

  /**
   * Derives a tiny net's gradients; gives the exit code, 1 if the ways do not agree.
   *
   * @throws IllegalArgumentException if a size is out of its range
   */
  int derive(String cell, Size size, long seed) {
    Derivation.Cell kind = Derivation.Cell.valueOf(cell.toUpperCase(Locale.ROOT));
    Derivation derivation =
        Derivation.of(
            kind,
            new Derivation.Size(size.inputs(), size.hidden(), size.classes(), size.steps()),
            seed);
    console.result(
        json ? DerivationJson.of(derivation, seed) : new DerivationText(derivation, seed).text());
    return derivation.agrees() ? 0 : Failures.INTERNAL;
  }

  /** Shows one training step of an experiment; gives the exit code. */
  int trace(Path file, List<String> changes) {
    StepTrace trace = StepTrace.of(Experiment.read(file, changes));
    console.result(json ? TraceText.json(trace) : TraceText.of(trace));
    return 0;
  }
}
